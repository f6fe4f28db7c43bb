package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import io.carillon.backplane.KeyPair;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token as it is written, and what can be read of it without believing it.
 *
 * @param header nothing if it cannot be read
 * @param claims nothing if they cannot be read
 */
record TokenText(String text, Json header, Json claims) {

    /** Reads as much as there is. */
    static TokenText read(String text) {
        String[] parts = text.split("\\.", -1);
        return parts.length == 3
                ? new TokenText(text, part(parts[0]), part(parts[1]))
                : new TokenText(text, part(""), part(""));
    }

    private static Json part(String base64) {
        try {
            return Json.read(new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noBase64) {
            return Json.read("");
        }
    }

    /** One with these claims, signed with HS256 as RFC 7515 has it. */
    static String signed(KeyPair pair, Map<String, Object> claims) {
        var header = new LinkedHashMap<String, Object>();
        header.put("alg", "HS256");
        header.put("typ", "JWT");
        header.put("kid", pair.key().value());
        String signed = base64(Json.write(header).getBytes(StandardCharsets.UTF_8)) + "."
                + base64(Json.write(claims).getBytes(StandardCharsets.UTF_8));
        return signed + "." + base64(HexFormat.of().parseHex(pair.secret().sign(signed)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Prints nothing with which somebody else could use it. */
    @Override
    public String toString() {
        return "TokenText[" + header.at("alg").text() + "]";
    }
}
