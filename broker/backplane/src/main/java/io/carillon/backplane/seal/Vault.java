package io.carillon.backplane.seal;

import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets and opens them again. Each secret has a data key of its own, which the master key wraps (an envelope): a new
 * master key wraps the data keys anew and leaves the rest as it is. What is sealed is bound to a label, such as {@code key:7a3c}, and
 * opens under no other: copied into another row it is worthless.
 *
 * <p>The sealed form is base64 (URL alphabet) of a version byte 1, the master key's id (4 bytes), a nonce (12), the wrapped data key
 * (48), a nonce (12) and the secret (its length and 16 more); AES-256 in GCM both times. May be used by any thread.
 */
public final class Vault {

    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int DATA_KEY = 32;
    private static final int WRAPPED = DATA_KEY + TAG_BITS / 8;
    private static final int HEADER = 1 + MasterKey.ID_BYTES + NONCE + WRAPPED;

    private final List<MasterKey> keys;
    private final SecureRandom random = new SecureRandom();

    /** @param keys the first seals; all of them open */
    public Vault(List<MasterKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("without a master key nothing can be sealed");
        }
        this.keys = List.copyOf(keys);
    }

    /**
     * A vault of the keys that a text lists.
     *
     * @param text one key, or several separated by commas: the newest first, then those that may still open what they sealed
     * @throws InvalidValueException {@code master_key_invalid}
     */
    public static Vault of(String text) {
        return new Vault(Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .map(MasterKey::of)
                .toList());
    }

    /** The key that seals. */
    public MasterKey key() {
        return keys.get(0);
    }

    /** The ids of the keys that open; that of the key that seals comes first. */
    public List<String> keyIds() {
        return keys.stream().map(MasterKey::id).toList();
    }

    /** The sealed form of a secret. No two are alike. */
    public String seal(Secret secret, String label) {
        byte[] dataKey = random(DATA_KEY);
        byte[] sealed =
                encrypt(new SecretKeySpec(dataKey, "AES"), secret.reveal().getBytes(StandardCharsets.UTF_8), label);
        return text(wrap(dataKey, label), sealed);
    }

    /**
     * The secret.
     *
     * @throws SealBrokenException if no key here sealed it, if it was sealed under another label, or if it was changed
     */
    public Secret open(String sealed, String label) {
        byte[] bytes = bytes(sealed);
        byte[] dataKey = unwrap(bytes, label);
        byte[] secret =
                decrypt(new SecretKeySpec(dataKey, "AES"), Arrays.copyOfRange(bytes, HEADER, bytes.length), label);
        return Secret.of(new String(secret, StandardCharsets.UTF_8));
    }

    /** Whether it was sealed by a key that is not the one that seals now. */
    public boolean isStale(String sealed) {
        return !keyId(bytes(sealed)).equals(key().id());
    }

    /**
     * The same secret under the key that seals now.
     *
     * @throws SealBrokenException as {@link #open}
     */
    public String reseal(String sealed, String label) {
        byte[] bytes = bytes(sealed);
        byte[] dataKey = unwrap(bytes, label);
        return text(wrap(dataKey, label), Arrays.copyOfRange(bytes, HEADER, bytes.length));
    }

    private byte[] wrap(byte[] dataKey, String label) {
        byte[] wrapped = encrypt(key().key(), dataKey, label);
        return ByteBuffer.allocate(HEADER)
                .put(VERSION)
                .put(HexFormat.of().parseHex(key().id()))
                .put(wrapped)
                .array();
    }

    private byte[] unwrap(byte[] bytes, String label) {
        String id = keyId(bytes);
        MasterKey key = keys.stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new SealBrokenException(
                        "it was sealed with master key " + id + ", and given is " + String.join(", ", keyIds())));
        return decrypt(key.key(), Arrays.copyOfRange(bytes, 1 + MasterKey.ID_BYTES, HEADER), label);
    }

    private static String keyId(byte[] bytes) {
        return HexFormat.of().formatHex(bytes, 1, 1 + MasterKey.ID_BYTES);
    }

    private static byte[] bytes(String sealed) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException notSealed) {
            throw new SealBrokenException("it is no sealed secret");
        }
        if (bytes.length < HEADER + NONCE + TAG_BITS / 8 || bytes[0] != VERSION) {
            throw new SealBrokenException("it is no sealed secret of a version that is known here");
        }
        return bytes;
    }

    private static String text(byte[] header, byte[] sealed) {
        byte[] all = Arrays.copyOf(header, header.length + sealed.length);
        System.arraycopy(sealed, 0, all, header.length, sealed.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    private byte[] encrypt(SecretKey key, byte[] plain, String label) {
        byte[] nonce = random(NONCE);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, label);
            byte[] sealed = cipher.doFinal(plain);
            return ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES-GCM", e);
        }
    }

    private static byte[] decrypt(SecretKey key, byte[] nonceAndSealed, String label) {
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(nonceAndSealed, NONCE), label);
            return cipher.doFinal(nonceAndSealed, NONCE, nonceAndSealed.length - NONCE);
        } catch (GeneralSecurityException changed) {
            throw new SealBrokenException("it was changed, or sealed for something else");
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String label) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(label.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] random(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "Vault" + keys;
    }
}
