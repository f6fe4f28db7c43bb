package io.carillon.client.cipher;

import io.carillon.client.ClientError;
import io.carillon.client.json.Json;
import io.carillon.client.json.JsonException;
import io.carillon.client.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** The key of one encrypted channel, between those who publish on it and its subscribers. */
public final class SharedSecret {

    private static final int BYTES = 32;
    private static final int NONCE_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    SharedSecret(byte[] key) {
        this.key = key;
    }

    /**
     * As an auth endpoint answers it.
     *
     * @throws io.carillon.client.CarillonException {@code shared_secret_invalid} if it is no base64 of 32 bytes
     */
    public static SharedSecret ofBase64(String text) {
        byte[] key = bytes(text);
        if (key == null || key.length != BYTES) {
            throw ClientError.SHARED_SECRET_INVALID.because("shared_secret is no base64 of " + BYTES
                    + " bytes: the auth endpoint answers SHA-256 of the channel's name and the master key, in base64.");
        }
        return new SharedSecret(key);
    }

    /** As an auth endpoint answers it. */
    public String base64() {
        return Base64.getEncoder().encodeToString(key);
    }

    /** Data of an event as it travels: {@code {"nonce":"...","ciphertext":"..."}}, JSON text. */
    public String seal(ChannelCipher cipher, String data) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        var sealed = new LinkedHashMap<String, Object>();
        sealed.put("nonce", Base64.getEncoder().encodeToString(nonce));
        sealed.put(
                "ciphertext",
                Base64.getEncoder().encodeToString(cipher.seal(data.getBytes(StandardCharsets.UTF_8), nonce, key)));
        return JsonWriter.write(sealed);
    }

    /** The data that was sealed; null if this is not the key that sealed it, or if it is something else altogether. */
    public @Nullable String open(ChannelCipher cipher, String sealed) {
        Json json = jsonOrNull(sealed);
        byte[] nonce = json == null ? null : bytes(json.text("nonce"));
        byte[] box = json == null ? null : bytes(json.text("ciphertext"));
        if (nonce == null || box == null || nonce.length != NONCE_BYTES) {
            return null;
        }
        byte[] opened = cipher.open(box, nonce, key);
        return opened == null ? null : new String(opened, StandardCharsets.UTF_8);
    }

    private static @Nullable Json jsonOrNull(String text) {
        try {
            return Json.read(text);
        } catch (JsonException notJson) {
            return null;
        }
    }

    private static byte @Nullable [] bytes(@Nullable String base64) {
        try {
            return base64 == null ? null : Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "SharedSecret[]";
    }
}
