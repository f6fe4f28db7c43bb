package io.carillon.protocol.signature;

import io.carillon.protocol.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret half of a key pair. It prints nothing, equals only itself in constant time, and its text leaves it through
 * {@link #reveal()} alone.
 */
public final class Secret {

    private static final String ALGORITHM = "HmacSHA256";

    // One per thread for all secrets: a platform may hold tens of thousands of them.
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Secret::newMac);

    private final String text;
    private final SecretKeySpec key;

    private Secret(String text) {
        this.text = text;
        this.key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** @throws InvalidValueException {@code secret_invalid} if the text is empty */
    public static Secret of(String text) {
        if (text.isEmpty()) {
            throw new InvalidValueException("secret_invalid", "A secret must not be empty.");
        }
        return new Secret(text);
    }

    /** HMAC-SHA256 of the text's UTF-8 as 64 lower-case hex digits. */
    public String sign(String message) {
        return HexFormat.of().formatHex(hmac(message));
    }

    /** Whether the hex digits, in either case, are this secret's signature of the message; takes the same time either way. */
    public boolean verifies(String message, String hex) {
        byte[] offered;
        try {
            offered = HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException notHex) {
            offered = new byte[0];
        }
        return MessageDigest.isEqual(hmac(message), offered);
    }

    /** The secret itself, for those who must store it or hand it to its owner. */
    public String reveal() {
        return text;
    }

    private byte[] hmac(String message) {
        try {
            Mac mac = MAC.get();
            mac.init(key);
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("any bytes are a key for " + ALGORITHM, e);
        }
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
