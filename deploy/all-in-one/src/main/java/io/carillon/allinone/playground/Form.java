package io.carillon.allinone.playground;

import io.carillon.protocol.InvalidValueException;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was sent in a form and in the query beside it. */
final class Form {

    private static final int MOST_FIELDS = 50;

    private final QueryStringDecoder body;
    private final QueryStringDecoder query;

    /** @throws InvalidValueException {@code form_malformed} */
    Form(@Nullable String rawQuery, String rawBody) {
        this.body = decoder(rawBody);
        this.query = decoder(rawQuery == null ? "" : rawQuery);
        try {
            body.parameters();
            query.parameters();
        } catch (IllegalArgumentException malformed) {
            throw new InvalidValueException(
                    "form_malformed",
                    "The form cannot be read: it must be field=value pairs with % escapes, joined by &.");
        }
    }

    private static QueryStringDecoder decoder(String raw) {
        // A semicolon is a legal character of channel names, not a second separator.
        return new QueryStringDecoder(raw, StandardCharsets.UTF_8, false, MOST_FIELDS, true);
    }

    /** @throws InvalidValueException {@code field_missing} */
    String required(String name) {
        return optional(name)
                .orElseThrow(() -> new InvalidValueException(
                        "field_missing",
                        "The form has no " + name
                                + ". Send socket_id, and channel_name for a channel, as Pusher's clients do."));
    }

    /** The first value of this name that is not empty; the form's before the query's. */
    Optional<String> optional(String name) {
        List<String> values = new ArrayList<>();
        Stream.of(body, query).forEach(half -> values.addAll(half.parameters().getOrDefault(name, List.of())));
        return values.stream().filter(value -> !value.isEmpty()).findFirst();
    }
}
