package io.carillon.backplane;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token with which a server publishes, known here by its digest alone: whoever reads the directory cannot use it.
 *
 * @param sha256 the token's SHA-256 as 64 lower-case hex digits; tokens are long and random, so no salt is needed
 * @param scope what may be done with it
 * @param until the moment from which it is no longer active; null for never
 */
public record ServerToken(
        String sha256, Scope scope, @Nullable Instant until) {

    /** The digest of a token's text, for everything and for ever. */
    public static ServerToken of(String text) {
        return new ServerToken(digest(text), Scope.EVERYTHING, null);
    }

    /** Whether it is active at this moment. */
    public boolean isActive(Instant now) {
        return until == null || now.isBefore(until);
    }

    /** Whether the text is this token; takes the same time either way. */
    public boolean matches(String text) {
        return MessageDigest.isEqual(
                sha256.getBytes(StandardCharsets.US_ASCII), digest(text).getBytes(StandardCharsets.US_ASCII));
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
