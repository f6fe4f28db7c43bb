package io.carillon.token;

import io.carillon.protocol.InvalidValueException;
import io.carillon.token.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a claim stands: its name, as {@code sub} or {@code https://example.com/user}; or, if it begins with a slash, the way to it
 * through objects, as {@code /app_metadata/role} ({@code ~1} for a slash within a name, {@code ~0} for a tilde).
 *
 * @param text 1 to 200 characters
 */
public record ClaimPath(String text) {

    private static final int MAX_LENGTH = 200;

    /** @throws InvalidValueException {@code claim_path_invalid} */
    public ClaimPath {
        if (text.isEmpty() || text.equals("/") || text.length() > MAX_LENGTH) {
            throw new InvalidValueException(
                    "claim_path_invalid",
                    "Invalid name of a claim " + InvalidValueException.quote(text) + ": give 1 to " + MAX_LENGTH
                            + " characters, as sub or /app_metadata/role.");
        }
    }

    /** Reads a path; the same as the constructor. */
    public static ClaimPath of(String text) {
        return new ClaimPath(text);
    }

    /** What stands there; null if there is nothing. */
    @Nullable
    Object in(Map<String, Object> claims) {
        if (text.charAt(0) != '/') {
            return claims.get(text);
        }
        Object value = claims;
        for (String step : List.of(text.substring(1).split("/", -1))) {
            Map<String, Object> object = Json.asObject(value);
            if (object == null) {
                return null;
            }
            value = object.get(step.replace("~1", "/").replace("~0", "~"));
        }
        return value;
    }

    @Override
    public String toString() {
        return text;
    }
}
