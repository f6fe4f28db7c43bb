package io.carillon.controlplane.access;

import io.carillon.backplane.App;
import io.carillon.backplane.KeyPair;
import io.carillon.controlplane.exchange.Call;
import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.RequestSignature;
import io.carillon.protocol.signature.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Pusher's signature of a request: it covers method, path, query and, through {@code body_md5}, the body.
 *
 * <p>Source: Pusher Channels documentation, "HTTP API reference: authentication".
 */
final class Signature implements Credentials {

    private static final String VERSION = "1.0";

    private static final Duration TOLERANCE = Duration.ofSeconds(600);

    private static final String[] REQUIRED = {"auth_key", "auth_timestamp", "auth_version", "auth_signature"};

    private final Call call;
    private final String key;
    private final String timestamp;

    private Signature(Call call, String key, String timestamp) {
        this.call = call;
        this.key = key;
        this.timestamp = timestamp;
    }

    static Signature in(Call call) {
        String key = call.parameter("auth_key");
        String timestamp = call.parameter("auth_timestamp");
        String version = call.parameter("auth_version");
        if (key == null || timestamp == null || version == null || call.parameter("auth_signature") == null) {
            var missing = new StringJoiner(", ");
            for (String name : REQUIRED) {
                if (call.parameter(name) == null) {
                    missing.add(name);
                }
            }
            throw Problem.AUTH_PARAMETERS_MISSING.because(
                    "The query lacks " + missing
                            + ". Sign the request as Pusher's libraries do, or send the header Authorization: Bearer SERVER_TOKEN.");
        }
        if (!version.equals(VERSION)) {
            throw Problem.AUTH_VERSION_UNSUPPORTED.because(
                    "auth_version is " + InvalidValueException.quote(version) + "; only " + VERSION + " is supported.");
        }
        return new Signature(call, key, timestamp);
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Sender prove(App app, Instant now, Diagnoses diagnoses) {
        KeyPair pair = pairOfKey(app);
        checkTimestamp(now);
        checkBody();
        // Constant time, and last: nothing above depends on the secret.
        if (!call.query().isBy(pair.secret(), call.method(), call.path())) {
            throw Problem.AUTH_SIGNATURE_INVALID.because(explanation(app, pair.secret(), now, diagnoses));
        }
        // Behind the signature: how a key stands is nobody's business who does not have its secret.
        if (!pair.isActive(now)) {
            throw Problem.AUTH_KEY_EXPIRED.because("auth_key " + InvalidValueException.quote(key) + " of app "
                    + app.id() + " ended at " + pair.until() + ". Sign with a key that the app has now.");
        }
        return Sender.withKey(app, pair);
    }

    private KeyPair pairOfKey(App app) {
        KeyPair pair = pairOf(app);
        if (pair == null) {
            throw Problem.AUTH_KEY_UNKNOWN.because(
                    "auth_key " + InvalidValueException.quote(key) + " is no active key of app " + app.id()
                            + ". Compare app id and key: they are often taken from two different apps.");
        }
        return pair;
    }

    private @Nullable KeyPair pairOf(App app) {
        try {
            return app.pairOf(AppKey.of(key));
        } catch (InvalidValueException nobodysKey) {
            return null;
        }
    }

    private void checkTimestamp(Instant now) {
        Instant signedAt = signedAt();
        if (signedAt.isBefore(now.minus(TOLERANCE)) || signedAt.isAfter(now.plus(TOLERANCE))) {
            throw Problem.AUTH_TIMESTAMP_EXPIRED.because(
                    "auth_timestamp " + timestamp + " (" + signedAt + ") is more than "
                            + TOLERANCE.toSeconds() + " s away from this server's time " + now.getEpochSecond() + " ("
                            + Instant.ofEpochSecond(now.getEpochSecond())
                            + "). Set the clock that is wrong, and sign each request when it is sent.");
        }
    }

    private Instant signedAt() {
        try {
            return Instant.ofEpochSecond(Long.parseLong(timestamp));
        } catch (RuntimeException notATime) {
            throw Problem.AUTH_TIMESTAMP_INVALID.because("auth_timestamp is " + InvalidValueException.quote(timestamp)
                    + "; it must be the seconds since 1970 as a whole number.");
        }
    }

    private void checkBody() {
        byte[] body = call.body();
        if (call.query().covers(body)) {
            return;
        }
        String offered = call.parameter("body_md5");
        if (offered == null) {
            throw Problem.BODY_MD5_MISSING.because(
                    "The request has a body but no body_md5, so the signature does not cover"
                            + " the body. Add the MD5 of the body's bytes, in hex, to the query and sign it with the rest.");
        }
        throw Problem.BODY_MD5_MISMATCH.because(
                "body_md5 is " + InvalidValueException.quote(offered) + ", but the MD5 of the "
                        + body.length + " bytes that arrived is " + RequestSignature.md5Hex(body)
                        + ". Hash the very bytes that are sent, after they were turned into JSON.");
    }

    private String explanation(App app, Secret secret, Instant now, Diagnoses diagnoses) {
        var secrets = new ArrayList<Secret>();
        secrets.add(secret);
        for (KeyPair pair : app.keys()) {
            if (!pair.secret().equals(secret)) {
                secrets.add(pair.secret());
            }
        }
        return diagnoses.explain(call.method(), call.path(), call.query(), secrets, now);
    }
}
