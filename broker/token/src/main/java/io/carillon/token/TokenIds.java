package io.carillon.token;

import java.util.Optional;

/** What tokens can be revoked by, read from tokens of which nobody has made sure. */
public final class TokenIds {

    /** The longest id, in characters. */
    public static final int MAX_LENGTH = 128;

    private TokenIds() {}

    /** Whether a text is, or was meant to be, a whole token: ids are shorter and do not begin as an encoded header does. */
    public static boolean isToken(String text) {
        return text.length() > MAX_LENGTH || (text.startsWith("ey") && text.indexOf('.') >= 0);
    }

    /** What the token says that it can be revoked by; empty if it is none. Anybody can write a token that says so. */
    public static Optional<String> claimedBy(String token) {
        try {
            return Optional.of(ClaimReader.id(CompactToken.read(token)));
        } catch (TokenRefusedException noToken) {
            return Optional.empty();
        }
    }
}
