package io.carillon.protocol.signature;

/**
 * Proof that a webhook came from the platform: HMAC-SHA256 of the raw body.
 *
 * <p>Source: Pusher Channels documentation, "webhooks".
 */
public final class WebhookSignature {

    /** Header that names the key. */
    public static final String KEY_HEADER = "X-Pusher-Key";

    /** Header that carries the signature. */
    public static final String SIGNATURE_HEADER = "X-Pusher-Signature";

    private WebhookSignature() {}

    /** The value of {@link #SIGNATURE_HEADER}. */
    public static String sign(Secret secret, String body) {
        return secret.sign(body);
    }

    /** Whether the signature is the secret's for this body. */
    public static boolean verifies(Secret secret, String body, String signature) {
        return secret.verifies(body, signature);
    }
}
