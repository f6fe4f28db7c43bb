package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The management API of one platform, as one caller. Every answer that is a refusal is thrown. */
final class Api {

    private static final Duration PATIENCE_TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FIRST_REFUSAL = 300;
    private static final String JSON = "application/json";

    private final URI platform;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE_TO_CONNECT)
            .build();

    Api(URI platform, String token) {
        this.platform = platform;
        this.token = token;
    }

    /** A path below {@code /api/v1}; each part is escaped. */
    static String path(String... parts) {
        return Arrays.stream(parts).map(part -> "/" + escape(part)).collect(Collectors.joining());
    }

    private static String escape(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What follows the path: names and values by turns; those whose value is null are left out. */
    static String query(@Nullable String... namesAndValues) {
        var said = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = namesAndValues[i + 1];
            if (value != null) {
                said.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        String query = said.entrySet().stream()
                .map(field -> escape(field.getKey()) + "=" + escape(field.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    /** @throws CommandFailedException if it is refused, or nobody answers; as do all of these */
    String get(String path) {
        return send("GET", path, null, Map.of());
    }

    /** Asks for another form than JSON. */
    String getText(String path, String mediaType) {
        return send("GET", path, null, Map.of("Accept", mediaType));
    }

    String post(String path, @Nullable Object body) {
        return send("POST", path, body, Map.of());
    }

    String patch(String path, Object body) {
        return send("PATCH", path, body, Map.of());
    }

    String put(String path, Object body, Map<String, String> headers) {
        return send("PUT", path, body, headers);
    }

    String delete(String path) {
        return send("DELETE", path, null, Map.of());
    }

    private String send(String method, String path, @Nullable Object body, Map<String, String> headers) {
        var all = new LinkedHashMap<>(
                Map.of("Accept", JSON, "Authorization", "Bearer " + token, "X-Carillon-Client", "cli"));
        all.putAll(headers);
        if (body != null) {
            all.put("Content-Type", JSON);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(platform + "/api/v1" + path))
                .timeout(PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(body)));
        try {
            all.forEach(request::header);
        } catch (IllegalArgumentException unprintable) {
            throw CommandFailedException.refused(
                    "token_malformed", "The API token has characters that no token has. Copy it anew.");
        }
        return answered(send(request.build()));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFailedException.unreachable("Stopped while waiting for " + platform + ".");
        } catch (IOException nobody) {
            throw CommandFailedException.unreachable("Nobody answers at " + platform + " ("
                    + nobody.getClass().getSimpleName()
                    + "). Start Carillon there, or say with --url or CARILLON_URL where it runs.");
        }
    }

    private String answered(HttpResponse<String> answer) {
        if (answer.statusCode() < FIRST_REFUSAL) {
            return answer.body();
        }
        Json problem = Json.read(answer.body());
        String code = problem.at("code").text();
        if (code.isEmpty()) {
            throw CommandFailedException.refused(
                    "answer_strange",
                    platform + " answered with status " + answer.statusCode()
                            + ", and not as a Carillon does. Check --url or CARILLON_URL.");
        }
        throw CommandFailedException.refused(
                code,
                problem.at("detail").text(),
                platform.resolve(problem.at("type").text()).toString());
    }
}
