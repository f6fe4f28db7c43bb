package io.carillon.client.webhook;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.json.JsonException;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.Secret;
import io.carillon.protocol.signature.WebhookSignature;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads webhooks, and only those that the platform signed.
 *
 * <pre>{@code
 * var webhooks = WebhookVerifier.of("KEY", "SECRET");
 * Webhook webhook = webhooks.verify(
 *         request.header("X-Pusher-Key"), request.header("X-Pusher-Signature"), request.bodyAsText());
 * }</pre>
 *
 * <p>Answer 401 when it throws, and otherwise 200 before the work that takes time: the platform sends it again if no answer comes.
 */
public final class WebhookVerifier {

    private static final Duration ANY_AGE = Duration.ZERO;

    private final Map<AppKey, Secret> secrets;
    private final Duration maxAge;
    private final Clock clock;

    private WebhookVerifier(Map<AppKey, Secret> secrets, Duration maxAge, Clock clock) {
        this.secrets = Map.copyOf(secrets);
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /** With a key pair of the app. */
    public static WebhookVerifier of(String key, String secret) {
        return new WebhookVerifier(Map.of(AppKey.of(key), Secret.of(secret)), ANY_AGE, Clock.systemUTC());
    }

    /** The same, and one key pair more: for the time in which keys are changed. */
    public WebhookVerifier and(String key, String secret) {
        var more = new HashMap<>(secrets);
        more.put(AppKey.of(key), Secret.of(secret));
        return new WebhookVerifier(more, maxAge, clock);
    }

    /**
     * The same, but refusing webhooks that are older, or as much ahead: whoever copied one cannot send it later. The platform sends a webhook
     * again for up to 5 minutes.
     */
    public WebhookVerifier atMost(Duration age, Clock byClock) {
        return new WebhookVerifier(secrets, age, byClock);
    }

    /**
     * The webhook.
     *
     * @param key the header {@value WebhookSignature#KEY_HEADER}; null if it is missing
     * @param signature the header {@value WebhookSignature#SIGNATURE_HEADER}; null if it is missing
     * @param body exactly as it came, in UTF-8
     * @throws CarillonException {@code webhook_key_unknown}, {@code webhook_signature_invalid}, {@code webhook_too_old} or {@code
     *     webhook_invalid}
     */
    public Webhook verify(@Nullable String key, @Nullable String signature, String body) {
        Secret secret = key == null ? null : secretOf(key);
        if (secret == null) {
            throw ClientError.WEBHOOK_KEY_UNKNOWN.because("The webhook names the key "
                    + (key == null ? "(none)" : InvalidValueException.quote(key))
                    + ", which this verifier has no secret of: add the key pair, or look which app sends here.");
        }
        if (signature == null || !WebhookSignature.verifies(secret, body, signature)) {
            throw ClientError.WEBHOOK_SIGNATURE_INVALID.because("The webhook's signature is not that of key " + key
                    + " over its body: hand on the body as it came, not parsed and written again.");
        }
        return inTime(read(body));
    }

    private @Nullable Secret secretOf(String key) {
        try {
            return secrets.get(AppKey.of(key));
        } catch (InvalidValueException noKeyAtAll) {
            return null;
        }
    }

    private static Webhook read(String body) {
        try {
            return WebhookReader.read(body);
        } catch (JsonException | InvalidValueException e) {
            throw ClientError.WEBHOOK_INVALID.because("The webhook cannot be read: " + e.getMessage(), e);
        }
    }

    private Webhook inTime(Webhook webhook) {
        Duration age = Duration.between(webhook.time(), clock.instant()).abs();
        if (!maxAge.equals(ANY_AGE) && age.compareTo(maxAge) > 0) {
            throw ClientError.WEBHOOK_TOO_OLD.because(
                    "The webhook is " + age.toSeconds() + " seconds away from now; at most " + maxAge.toSeconds()
                            + " are accepted. If it is new, a clock is wrong.");
        }
        return webhook;
    }
}
