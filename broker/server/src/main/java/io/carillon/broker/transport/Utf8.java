package io.carillon.broker.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks UTF-8 in pieces, as it arrives. Between two pieces stands a number: what the next byte must be.
 *
 * <p>Source: RFC 3629, section 4. Overlong forms, surrogates and anything above U+10FFFF are refused at the first byte
 * that shows them.
 */
final class Utf8 {

    /** Between two characters: where a text may begin and end. */
    static final int COMPLETE = 0;

    /** Not UTF-8, whatever follows. */
    static final int INVALID = -1;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /**
     * Checks one piece.
     *
     * @param state what this method returned for the piece before, or {@link #COMPLETE} for the first
     * @return the state after it, or {@link #INVALID}
     */
    static int check(byte[] bytes, int from, int to, int state) {
        int i = from;
        while (i < to) {
            if (state == COMPLETE) {
                while (i + 8 <= to && ((long) LONG.get(bytes, i) & HIGH_BITS) == 0) {
                    i += 8;
                }
                if (i == to) {
                    return COMPLETE;
                }
                int lead = bytes[i++] & 0xff;
                if (lead >= 0x80) {
                    state = afterLead(lead);
                    if (state == INVALID) {
                        return INVALID;
                    }
                }
            } else {
                int b = bytes[i++] & 0xff;
                if (b < ((state >> 8) & 0xff) || b > ((state >> 16) & 0xff)) {
                    return INVALID;
                }
                int missing = (state & 0xff) - 1;
                state = missing == 0 ? COMPLETE : expect(missing, 0x80, 0xbf);
            }
        }
        return state;
    }

    private static int afterLead(int lead) {
        if (lead < 0xc2 || lead > 0xf4) {
            return INVALID;
        }
        if (lead < 0xe0) {
            return expect(1, 0x80, 0xbf);
        }
        if (lead < 0xf0) {
            return expect(2, lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf);
        }
        return expect(3, lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf);
    }

    private static int expect(int missing, int lowest, int highest) {
        return missing | (lowest << 8) | (highest << 16);
    }
}
