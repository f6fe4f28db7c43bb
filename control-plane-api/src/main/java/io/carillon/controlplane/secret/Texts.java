package io.carillon.controlplane.secret;

import io.carillon.protocol.signature.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random texts that open something, and the digests that are kept of them. May be used by any thread. */
public final class Texts {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Texts() {}

    /** A new one that nobody can guess: the prefix and 256 random bits. */
    public static Secret fresh(String prefix) {
        return Secret.of(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(BYTES)));
    }

    /** So many random bytes. */
    public static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** SHA-256 of the text's UTF-8, as 64 hex digits: of random text as good as the text itself, and worth nothing to a thief. */
    public static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Whether two texts are the same; takes the same time either way. */
    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
