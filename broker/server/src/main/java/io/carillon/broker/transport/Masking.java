package io.carillon.broker.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Takes away the mask that clients put on what they send (RFC 6455, section 5.3). */
final class Masking {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Masking() {}

    /**
     * Unmasks in place.
     *
     * @param mask the four bytes of the mask, the first in the highest place
     * @return the mask as it stands for the byte after the last one
     */
    static int remove(byte[] bytes, int from, int length, int mask) {
        int end = from + length;
        int i = from;
        long twice = ((long) mask << 32) | (mask & 0xffffffffL);
        for (; i + 8 <= end; i += 8) {
            LONG.set(bytes, i, (long) LONG.get(bytes, i) ^ twice);
        }
        int shift = 24;
        for (; i < end; i++) {
            bytes[i] ^= (byte) (mask >> shift);
            shift = (shift - 8) & 31;
        }
        return Integer.rotateLeft(mask, 8 * (length & 3));
    }
}
