package io.carillon.backplane;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A bearer token with which a server publishes, known here by its digest alone: whoever reads the directory cannot use it.
 *
 * @param sha256 the token's SHA-256 as 64 lower-case hex digits; tokens are long and random, so no salt is needed
 */
public record ServerToken(String sha256) {

    /** The digest of a token's text. */
    public static ServerToken of(String text) {
        return new ServerToken(digest(text));
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
