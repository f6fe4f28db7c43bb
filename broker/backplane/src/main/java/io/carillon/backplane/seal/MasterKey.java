package io.carillon.backplane.seal;

import io.carillon.protocol.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** 32 random bytes that seal everything secret. Prints nothing but its {@link #id}, which tells nothing of them. */
public final class MasterKey {

    static final int ID_BYTES = 4;

    private static final int BYTES = 32;

    private final SecretKey key;
    private final String id;

    private MasterKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
        this.id = HexFormat.of().formatHex(digest(bytes), 0, ID_BYTES);
    }

    /** One that nobody can guess. */
    public static String generate(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Reads a key.
     *
     * @param text 32 bytes as 64 hex digits or as base64
     * @throws InvalidValueException {@code master_key_invalid}; the message does not repeat the text
     */
    public static MasterKey of(String text) {
        byte[] bytes = decode(text);
        if (bytes.length != BYTES) {
            throw new InvalidValueException(
                    "master_key_invalid",
                    "A master key is 32 random bytes, written as base64 or as 64 hex digits. 'openssl rand -base64 32' makes one.");
        }
        return new MasterKey(bytes);
    }

    private static byte[] decode(String text) {
        try {
            return text.length() == 2 * BYTES
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException neither) {
            return new byte[0];
        }
    }

    private static byte[] digest(byte[] bytes) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update("carillon master key id".getBytes(StandardCharsets.US_ASCII));
            return sha.digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Eight hex digits by which it is told from other master keys. */
    public String id() {
        return id;
    }

    SecretKey key() {
        return key;
    }

    @Override
    public String toString() {
        return "MasterKey[" + id + "]";
    }
}
