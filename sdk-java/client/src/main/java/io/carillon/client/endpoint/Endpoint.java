package io.carillon.client.endpoint;

import io.carillon.client.http.Answers;
import io.carillon.client.json.Json;
import io.carillon.client.time.Waiting;
import io.carillon.protocol.InvalidValueException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Where the app is asked, and what goes along with each request.
 *
 * @param headers asked before each request
 * @param params asked before each request
 */
record Endpoint(
        URI url,
        Supplier<Map<String, String>> headers,
        Supplier<Map<String, String>> params,
        Duration timeout,
        HttpClient http) {

    static Endpoint at(String url) {
        return new Endpoint(parsed(url), Map::of, Map::of, Duration.ofSeconds(10), client(url));
    }

    private static HttpClient client(String url) {
        var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
        if (url.startsWith("http:")) {
            // Otherwise every connection begins with an offer of HTTP/2 that few servers take without TLS.
            client.version(HttpClient.Version.HTTP_1_1);
        }
        return client.build();
    }

    /** The JSON object of the answer; fails with a {@link io.carillon.client.CarillonException}. */
    CompletableFuture<Json> post(String contentType, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", contentType)
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        headers.get().forEach(request::setHeader);
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .handle((answer, failure) -> {
                    if (failure != null) {
                        throw Answers.unanswered(url.toString(), timeout, Waiting.unwrap(failure));
                    }
                    return Answers.object(answer, "the app's auth endpoint");
                });
    }

    Endpoint withHeaders(Supplier<Map<String, String>> other) {
        return new Endpoint(url, other, params, timeout, http);
    }

    Endpoint withParams(Supplier<Map<String, String>> other) {
        return new Endpoint(url, headers, other, timeout, http);
    }

    Endpoint withTimeout(Duration other) {
        return new Endpoint(url, headers, params, other, http);
    }

    Endpoint withHttpClient(HttpClient other) {
        return new Endpoint(url, headers, params, timeout, other);
    }

    private static URI parsed(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Said below.
        }
        throw new InvalidValueException(
                "server_invalid",
                "Invalid auth endpoint " + InvalidValueException.quote(url)
                        + ": write it as https://app.example.com/pusher/auth.");
    }
}
