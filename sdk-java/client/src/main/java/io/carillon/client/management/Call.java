package io.carillon.client.management;

import io.carillon.client.json.JsonWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request to the management API.
 *
 * @param path below {@code /api/v1}, with the query, everything escaped
 * @param body JSON text; null for none
 * @param key the idempotency key of what is made; null for all else
 * @param version the only one that is to be changed; null for any
 * @param repeatable whether carrying it out twice comes to the same, and is answered the same
 */
record Call(
        String method,
        String path,
        @Nullable String body,
        @Nullable String key,
        @Nullable Long version,
        boolean repeatable) {

    static Call get(String path) {
        return new Call("GET", path, null, null, null, true);
    }

    /** Makes something, once however often it is sent. */
    static Call create(String path, @Nullable Object body, @Nullable String idempotencyKey) {
        String key = idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey;
        return new Call("POST", path, written(body), key, null, true);
    }

    /** Does something of which a second time would be told differently. */
    static Call act(String path) {
        return new Call("POST", path, null, null, null, false);
    }

    /** Asks something that a URL is no place for. */
    static Call ask(String path, Object body) {
        return new Call("POST", path, written(body), null, null, true);
    }

    static Call patch(String path, Object body, @Nullable Long version) {
        return new Call("PATCH", path, written(body), null, version, version == null);
    }

    static Call put(String path, Object body, @Nullable Long version) {
        return new Call("PUT", path, written(body), null, version, version == null);
    }

    static Call delete(String path, @Nullable Long version) {
        return new Call("DELETE", path, null, null, version, false);
    }

    /** A path of these parts, each escaped. */
    static String path(Object... parts) {
        return Stream.of(parts).map(part -> "/" + escaped(part.toString())).collect(Collectors.joining());
    }

    /** What follows the path: names and values by turns; those whose value is null are left out. */
    static String query(@Nullable Object... namesAndValues) {
        var query = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            query.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return query(query);
    }

    /** The same, of names with their values. */
    static String query(Map<String, ? extends @Nullable Object> query) {
        List<String> said = new ArrayList<>();
        query.forEach((name, value) -> {
            if (value != null) {
                said.add(name + "=" + escaped(value.toString()));
            }
        });
        return said.isEmpty() ? "" : "?" + String.join("&", said);
    }

    HttpRequest.Builder toRequest(String server) {
        var request = HttpRequest.newBuilder(URI.create(server + "/api/v1" + path))
                .header("Accept", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (version != null) {
            request.header("If-Match", "\"" + version + "\"");
        }
        return request;
    }

    private static @Nullable String written(@Nullable Object body) {
        return body == null || body instanceof String ? (String) body : JsonWriter.write(body);
    }

    private static String escaped(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
