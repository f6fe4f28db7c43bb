package io.carillon.client.endpoint;

import io.carillon.client.http.Answers;
import io.carillon.client.http.Host;
import io.carillon.client.json.Json;
import io.carillon.protocol.InvalidValueException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Where the app is asked, and what goes along with each request.
 *
 * @param host at the endpoint's address
 * @param headers asked before each request
 * @param params asked before each request
 */
record Endpoint(Host host, Supplier<Map<String, String>> headers, Supplier<Map<String, String>> params) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static Endpoint at(String url) {
        return new Endpoint(Host.of(checked(url), null, PATIENCE), Map::of, Map::of);
    }

    String url() {
        return host.url();
    }

    /** The JSON object of the answer; fails with a {@link io.carillon.client.CarillonException}. */
    CompletableFuture<Json> post(String contentType, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url()))
                .header("Content-Type", contentType)
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        headers.get().forEach(request::setHeader);
        return host.ask(request, answer -> Answers.object(answer, "the app's auth endpoint"));
    }

    Endpoint withHeaders(Supplier<Map<String, String>> other) {
        return new Endpoint(host, other, params);
    }

    Endpoint withParams(Supplier<Map<String, String>> other) {
        return new Endpoint(host, headers, other);
    }

    Endpoint withTimeout(Duration other) {
        return new Endpoint(new Host(url(), host.http(), other), headers, params);
    }

    Endpoint withHttpClient(HttpClient other) {
        return new Endpoint(new Host(url(), other, host.timeout()), headers, params);
    }

    private static String checked(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return url;
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
