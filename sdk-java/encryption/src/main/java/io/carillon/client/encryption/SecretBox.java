package io.carillon.client.encryption;

import io.carillon.client.cipher.ChannelCipher;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.jspecify.annotations.Nullable;

/**
 * NaCl's {@code secretbox}, on BouncyCastle's XSalsa20 and Poly1305.
 *
 * <pre>{@code
 * RealtimeClient.builder().encryption(new SecretBox());
 * Publisher.builder().encryption(System.getenv("ENCRYPTION_MASTER_KEY"), new SecretBox());
 * }</pre>
 *
 * <p>Source: D. J. Bernstein, "Cryptography in NaCl", sections 9 and 10.
 */
public final class SecretBox implements ChannelCipher {

    private static final int KEY = 32;
    private static final int NONCE = 24;
    private static final int TAG = 16;

    /** Keeps nothing: one serves all clients and publishers. */
    public SecretBox() {}

    /** @throws IllegalArgumentException unless nonce and key have 24 and 32 bytes */
    @Override
    public byte[] seal(byte[] text, byte[] nonce, byte[] key) {
        XSalsa20Engine stream = stream(nonce, key);
        byte[] oneTimeKey = oneTimeKey(stream);
        byte[] box = new byte[TAG + text.length];
        stream.processBytes(text, 0, text.length, box, TAG);
        System.arraycopy(tag(oneTimeKey, box), 0, box, 0, TAG);
        return box;
    }

    /** @throws IllegalArgumentException unless nonce and key have 24 and 32 bytes */
    @Override
    public byte @Nullable [] open(byte[] box, byte[] nonce, byte[] key) {
        XSalsa20Engine stream = stream(nonce, key);
        byte[] oneTimeKey = oneTimeKey(stream);
        if (box.length < TAG || !MessageDigest.isEqual(tag(oneTimeKey, box), Arrays.copyOf(box, TAG))) {
            return null;
        }
        byte[] text = new byte[box.length - TAG];
        stream.processBytes(box, TAG, text.length, text, 0);
        return text;
    }

    private static XSalsa20Engine stream(byte[] nonce, byte[] key) {
        if (nonce.length != NONCE || key.length != KEY) {
            throw new IllegalArgumentException("A nonce of " + nonce.length + " and a key of " + key.length
                    + " bytes are none: " + NONCE + " and " + KEY + " bytes are.");
        }
        var stream = new XSalsa20Engine();
        stream.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        return stream;
    }

    /** The first bytes of the stream are the authenticator's key; the text begins behind them. */
    private static byte[] oneTimeKey(XSalsa20Engine stream) {
        byte[] first = new byte[KEY];
        stream.processBytes(first, 0, KEY, first, 0);
        return first;
    }

    private static byte[] tag(byte[] oneTimeKey, byte[] box) {
        var authenticator = new Poly1305();
        authenticator.init(new KeyParameter(oneTimeKey));
        authenticator.update(box, TAG, box.length - TAG);
        byte[] tag = new byte[TAG];
        authenticator.doFinal(tag, 0);
        return tag;
    }
}
