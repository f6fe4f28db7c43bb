package io.carillon.backplane;

import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When and by whom a key was used.
 *
 * @param at to the millisecond
 * @param address of the client or server, without port; null if it is not known
 * @param library how it called itself, as in {@code js 8.6.0}: printable ASCII, at most {@value #MAX_LIBRARY} characters; null if
 *     it did not
 */
public record KeyUse(
        AppId app,
        AppKey key,
        Instant at,
        @Nullable String address,
        @Nullable String library) {

    private static final int MAX_ADDRESS = 60;
    private static final int MAX_LIBRARY = 64;

    /** Whatever is told of address and library by strangers is cut and rid of what is not printable. */
    public KeyUse {
        at = Instant.ofEpochMilli(at.toEpochMilli());
        address = printable(address, MAX_ADDRESS, '!');
        library = printable(library, MAX_LIBRARY, ' ');
    }

    private static @Nullable String printable(@Nullable String text, int most, char first) {
        if (text == null) {
            return null;
        }
        var kept = new StringBuilder();
        for (int i = 0; i < text.length() && kept.length() < most; i++) {
            char c = text.charAt(i);
            if (c >= first && c <= '~') {
                kept.append(c);
            }
        }
        String cleaned = kept.toString().trim();
        return cleaned.isEmpty() ? null : cleaned;
    }
}
