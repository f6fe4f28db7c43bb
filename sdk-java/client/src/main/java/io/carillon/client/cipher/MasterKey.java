package io.carillon.client.cipher;

import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What the keys of all encrypted channels of an app come from. It stays on the app's servers: no client and no Carillon ever sees it. */
public final class MasterKey {

    private static final int BYTES = 32;

    private final byte[] key;

    private MasterKey(byte[] key) {
        this.key = key;
    }

    /**
     * From 32 bytes in base64: {@code openssl rand -base64 32} makes them.
     *
     * @throws InvalidValueException {@code master_key_invalid}
     */
    public static MasterKey ofBase64(String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length == BYTES) {
                return new MasterKey(key);
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below, without showing it.
        }
        throw new InvalidValueException(
                "master_key_invalid",
                "The master key of encrypted channels is no base64 of " + BYTES
                        + " bytes: openssl rand -base64 32 makes one.");
    }

    /** The key of one channel, which its subscribers are given: SHA-256 of the channel's name and the master key. */
    public SharedSecret of(ChannelName channel) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update(channel.value().getBytes(StandardCharsets.UTF_8));
            return new SharedSecret(hash.digest(key));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    @Override
    public String toString() {
        return "MasterKey[]";
    }
}
