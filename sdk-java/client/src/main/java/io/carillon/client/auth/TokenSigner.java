package io.carillon.client.auth;

import io.carillon.client.json.JsonWriter;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;

/**
 * Makes connection tokens: JSON Web Tokens, signed with HS256 and the secret of an app key.
 *
 * <pre>{@code
 * var tokens = new TokenSigner("KEY", "SECRET");
 * String jwt = tokens.sign(ConnectionToken.forUser(User.of("ann")).allow("private-chat-*", Capability.SUBSCRIBE));
 * }</pre>
 */
public final class TokenSigner {

    private static final int MIN_SECRET_BYTES = 32;
    private static final int MAX_LENGTH = 8192;

    private final AppKey key;
    private final Secret secret;
    private final Clock clock;

    /**
     * With a key pair of the app.
     *
     * @throws InvalidValueException {@code secret_invalid} if the secret has fewer than the 32 bytes that tokens need
     */
    public TokenSigner(String key, String secret) {
        this(key, secret, Clock.systemUTC());
    }

    /** With a clock of the caller's. */
    public TokenSigner(String key, String secret, Clock clock) {
        this.key = AppKey.of(key);
        this.secret = Secret.of(secret);
        this.clock = clock;
        if (secret.getBytes(StandardCharsets.UTF_8).length < MIN_SECRET_BYTES) {
            throw new InvalidValueException(
                    "secret_invalid",
                    "A secret that signs tokens has " + MIN_SECRET_BYTES
                            + " bytes or more: take a key pair that the platform made.");
        }
    }

    /**
     * The token as it is shown to the platform.
     *
     * @throws InvalidValueException {@code token_too_large} if it would have more than 8192 characters
     */
    public String sign(ConnectionToken token) {
        var header = new LinkedHashMap<String, Object>();
        header.put("alg", "HS256");
        header.put("typ", "JWT");
        header.put("kid", key);
        String signed = encoded(JsonWriter.write(header).getBytes(StandardCharsets.UTF_8))
                + "."
                + encoded(JsonWriter.write(token.claims(clock.instant())).getBytes(StandardCharsets.UTF_8));
        String jwt = signed + "." + encoded(HexFormat.of().parseHex(secret.sign(signed)));
        if (jwt.length() > MAX_LENGTH) {
            throw new InvalidValueException(
                    "token_too_large",
                    "The token has " + jwt.length() + " characters; at most " + MAX_LENGTH
                            + " are allowed. Name channels by patterns, and tell less of the user.");
        }
        return jwt;
    }

    private static String encoded(byte[] part) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
    }
}
