package io.carillon.controlplane.exchange;

import io.carillon.protocol.InvalidValueException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MediaType;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a body as HTML forms send them, and Pusher's clients. */
public final class Form {

    private static final int MOST_FIELDS = 50;

    private final Map<String, List<String>> fields;

    private Form(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /** Whether the call says that its body is a form. */
    public static boolean isIn(Call call) {
        String type = call.header(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_FORM_URLENCODED);
    }

    /** @throws InvalidValueException {@code form_malformed} */
    public static Form of(Call call) {
        String body = new String(call.body(), StandardCharsets.UTF_8);
        try {
            // A semicolon is a letter of channel names, and no second separator.
            return new Form(
                    new QueryStringDecoder(body, StandardCharsets.UTF_8, false, MOST_FIELDS, true).parameters());
        } catch (IllegalArgumentException malformed) {
            throw new InvalidValueException(
                    "form_malformed",
                    "The form cannot be read: it must be field=value pairs with % escapes, joined by &.");
        }
    }

    /** The first value of this name; null if there is none, or an empty one. */
    public @Nullable String field(String name) {
        String value = fields.getOrDefault(name, List.of("")).get(0);
        return value.isEmpty() ? null : value;
    }
}
