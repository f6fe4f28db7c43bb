package io.carillon.client.management;

import io.carillon.client.json.Json;
import io.carillon.client.json.JsonException;
import io.carillon.protocol.AppId;
import io.carillon.protocol.signature.Secret;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What answers hold, as values. */
final class Texts {

    private Texts() {}

    /** @throws JsonException if there is none */
    static String required(Json json, String key) {
        String text = json.text(key);
        if (text == null) {
            throw new JsonException("There is no text " + key + ".");
        }
        return text;
    }

    static Instant instant(Json json, String key) {
        return Instant.parse(required(json, key));
    }

    static @Nullable Instant findInstant(Json json, String key) {
        String text = json.text(key);
        return text == null ? null : Instant.parse(text);
    }

    static @Nullable AppId findApp(Json json, String key) {
        String text = json.text(key);
        return text == null ? null : AppId.of(text);
    }

    static @Nullable Secret findSecret(Json json, String key) {
        String text = json.text(key);
        return text == null ? null : Secret.of(text);
    }

    static List<String> list(Json json, String key) {
        return json.require(key).items().stream()
                .map(item -> {
                    String text = item.text();
                    if (text == null) {
                        throw new JsonException(key + " holds something that is no text.");
                    }
                    return text;
                })
                .toList();
    }
}
