package io.carillon.client.cipher;

import org.jspecify.annotations.Nullable;

/**
 * XSalsa20 and Poly1305, as NaCl's {@code secretbox} joins them: what Pusher's libraries seal the events of encrypted channels with. The JDK has
 * neither, so that it comes with an optional module: {@code io.carillon.client.encryption.SecretBox} of {@code carillon-client-encryption}.
 *
 * <p>Implementations keep nothing between calls and are safe for all threads.
 */
public interface ChannelCipher {

    /**
     * Seals a text.
     *
     * @param nonce 24 bytes that are used once with this key
     * @param key 32 bytes
     * @return 16 bytes that prove who sealed it, and behind them the text, not to be read
     */
    byte[] seal(byte[] text, byte[] nonce, byte[] key);

    /**
     * Opens what was sealed.
     *
     * @return the text; null if the key does not fit, or if the box was changed
     */
    byte @Nullable [] open(byte[] box, byte[] nonce, byte[] key);
}
