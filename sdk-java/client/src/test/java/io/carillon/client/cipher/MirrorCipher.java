package io.carillon.client.cipher;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Hides nothing from anybody who can read backwards, and opens with the key that sealed. The real one is tested in its own module. */
public final class MirrorCipher implements ChannelCipher {

    private static final int PROOF = 16;

    @Override
    public byte[] seal(byte[] text, byte[] nonce, byte[] key) {
        byte[] box = new byte[PROOF + text.length];
        System.arraycopy(proof(nonce, key), 0, box, 0, PROOF);
        for (int i = 0; i < text.length; i++) {
            box[box.length - 1 - i] = text[i];
        }
        return box;
    }

    @Override
    public byte @Nullable [] open(byte[] box, byte[] nonce, byte[] key) {
        if (box.length < PROOF || !Arrays.equals(proof(nonce, key), Arrays.copyOf(box, PROOF))) {
            return null;
        }
        byte[] text = new byte[box.length - PROOF];
        for (int i = 0; i < text.length; i++) {
            text[i] = box[box.length - 1 - i];
        }
        return text;
    }

    private static byte[] proof(byte[] nonce, byte[] key) {
        byte[] proof = new byte[PROOF];
        for (int i = 0; i < PROOF; i++) {
            proof[i] = (byte) (nonce[i] ^ key[i] ^ key[PROOF + i]);
        }
        return proof;
    }
}
