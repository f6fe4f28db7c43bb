package io.carillon.token;

import static io.carillon.token.RefusalCode.TOKEN_HEADER_REFUSED;
import static io.carillon.token.RefusalCode.TOKEN_MALFORMED;
import static io.carillon.token.RefusalCode.TOKEN_TOO_LARGE;

import io.carillon.token.json.Json;
import io.carillon.token.json.JsonNull;
import io.carillon.token.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token as it is written (RFC 7515, compact), before anybody believes a word of it.
 *
 * @param algorithm what its header has in {@code alg}
 * @param keyId what its header has in {@code kid}; null if nothing
 * @param claims what it says
 * @param signed the text that the signature is for
 * @param signature may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record CompactToken(
        String algorithm, @Nullable String keyId, Map<String, Object> claims, String signed, byte[] signature) {

    static final int MAX_LENGTH = 8192;

    private static final int MAX_KEY_ID_LENGTH = 256;

    // The first four bring a key, or the way to one, along: whoever forges a token would bring their own. The next
    // three change
    // what is signed, or how it is to be read. The last two are for keys made of passwords, and say how long that
    // takes.
    private static final List<String> REFUSED =
            List.of("jwk", "jku", "x5u", "x5c", "crit", "b64", "zip", "enc", "p2s", "p2c");
    // Others that an issuer signs, as for logging out, are not meant to open anything.
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/jwt", "application/at+jwt");

    static CompactToken read(String text) throws TokenRefusedException {
        if (text.length() > MAX_LENGTH) {
            throw new TokenRefusedException(
                    TOKEN_TOO_LARGE,
                    "The token has " + text.length() + " characters; at most " + MAX_LENGTH + " are taken. "
                            + TOKEN_TOO_LARGE.howToMend());
        }
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first < 0 || second < 0 || text.indexOf('.', second + 1) >= 0) {
            throw malformed(shape(text));
        }
        Map<String, Object> header = json("header", text.substring(0, first));
        checkHeader(header);
        return new CompactToken(
                algorithm(header),
                keyId(header),
                json("payload", text.substring(first + 1, second)),
                text.substring(0, second),
                decode("signature", text.substring(second + 1)));
    }

    private static String shape(String text) {
        if (text.isEmpty()) {
            return "it is empty";
        }
        if (text.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return "the word Bearer belongs to the header Authorization and not to the token";
        }
        long parts = text.chars().filter(c -> c == '.').count() + 1;
        return parts == 5
                ? "it has five parts, as encrypted tokens have; send a signed one"
                : "it has " + parts + " part" + (parts == 1 ? "" : "s") + " between full stops; a signed JWT has three";
    }

    private static void checkHeader(Map<String, Object> header) throws TokenRefusedException {
        for (String name : REFUSED) {
            if (header.containsKey(name)) {
                throw new TokenRefusedException(
                        TOKEN_HEADER_REFUSED,
                        "The token's header has " + name
                                + ", which is never honoured here: keys come from the app's settings "
                                + "alone, and tokens are signed and not packed. Leave it out.");
            }
        }
        Object type = header.get("typ");
        if (type != null && !(type instanceof String name && TYPES.contains(name.toLowerCase(Locale.ROOT)))) {
            throw new TokenRefusedException(
                    TOKEN_HEADER_REFUSED,
                    "The token's typ says that it is for something else than access. Send a token of type JWT or at+jwt, or one without typ.");
        }
    }

    private static String algorithm(Map<String, Object> header) throws TokenRefusedException {
        if (header.get("alg") instanceof String name && !name.isEmpty()) {
            return name;
        }
        throw malformed("its header has no alg; let a JWT library write it");
    }

    private static @Nullable String keyId(Map<String, Object> header) throws TokenRefusedException {
        Object id = header.get("kid");
        if (id == null || id == JsonNull.NULL) {
            return null;
        }
        if (id instanceof String name && !name.isEmpty() && name.length() <= MAX_KEY_ID_LENGTH) {
            return name;
        }
        throw malformed("kid in its header must be a string of 1 to " + MAX_KEY_ID_LENGTH + " characters");
    }

    private static Map<String, Object> json(String part, String base64) throws TokenRefusedException {
        try {
            return Json.object(decode(part, base64));
        } catch (MalformedJsonException e) {
            throw malformed("its " + part + " cannot be read: " + e.getMessage());
        }
    }

    private static byte[] decode(String part, String base64) throws TokenRefusedException {
        // Java takes padding, which a JWT never has. The end of it would be another way to write the same token.
        if (base64.indexOf('=') < 0) {
            try {
                byte[] bytes = Base64.getUrlDecoder().decode(base64.getBytes(StandardCharsets.UTF_8));
                if (leavesNoBits(base64)) {
                    return bytes;
                }
            } catch (IllegalArgumentException e) {
                // Said below, for all ways in which it can be wrong.
            }
        }
        throw malformed("its " + part + " is not base64url without padding");
    }

    /** Whether the bits of the last letter that belong to no byte are zero: otherwise the same bytes could be written in several ways. */
    private static boolean leavesNoBits(String base64) {
        int spare = switch (base64.length() % 4) {
            case 2 -> 0xf;
            case 3 -> 0x3;
            default -> 0;
        };
        return spare == 0 || (value(base64.charAt(base64.length() - 1)) & spare) == 0;
    }

    private static int value(char letter) {
        return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".indexOf(letter);
    }

    private static TokenRefusedException malformed(String why) {
        return new TokenRefusedException(TOKEN_MALFORMED, "This is no token: " + why + ".");
    }

    /** Prints nothing with which somebody else could use it. */
    @Override
    public String toString() {
        return "CompactToken[" + algorithm + "]";
    }
}
