package io.carillon.controlplane.publish;

import io.carillon.protocol.EventName;
import io.carillon.protocol.SocketId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tells whether two publishes under one idempotency key are the same publish. */
final class Fingerprint {

    private Fingerprint() {}

    /** SHA-256, in hex, of name, data and excepted connection, with their lengths so that nothing can move between them. */
    static String of(EventName name, String data, @Nullable SocketId except) {
        MessageDigest digest = sha256();
        add(digest, name.value());
        add(digest, data);
        add(digest, except == null ? "" : except.value());
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256 of a text in hex. */
    static String of(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
