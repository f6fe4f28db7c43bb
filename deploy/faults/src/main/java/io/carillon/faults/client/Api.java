package io.carillon.faults.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.faults.history.Entry;
import io.carillon.faults.history.History;
import io.carillon.faults.process.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A server of the app: it publishes and asks over signed HTTP. Any thread may call. */
public final class Api {

    /** How long it waits for an answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * What came back.
     *
     * @param status 0 if nothing did
     * @param retryAfter the header, if there was one
     */
    public record Answer(int status, String body, Optional<String> retryAfter, long sentAt, long answeredAt) {

        public Duration took() {
            return Duration.ofNanos(answeredAt - sentAt);
        }

        JsonNode json() {
            try {
                return Crowd.JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final App app;
    private final Address address;
    private final History history;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    public Api(App app, Address address, History history) {
        this.app = app;
        this.address = address;
        this.history = history;
    }

    /**
     * Publishes an event named {@code news} whose data has the id, and writes it down with its answer. Never fails: no answer is an answer
     * with status 0.
     */
    public CompletableFuture<Answer> publish(String channel, String id) {
        ObjectNode body = Crowd.JSON.createObjectNode();
        body.put("name", "news")
                .put("data", "{\"id\":\"" + id + "\"}")
                .putArray("channels")
                .add(channel);
        return send("POST", "/events", body.toString(), Map.of()).thenApply(answer -> {
            history.add(new Entry.Published(
                    answer.sentAt(),
                    answer.answeredAt(),
                    channel,
                    id,
                    answer.status(),
                    answer.retryAfter().isPresent()));
            return answer;
        });
    }

    /** Publishes an event named {@code tick} with this data, and writes nothing down. */
    public CompletableFuture<Answer> tick(String channel, String data) {
        ObjectNode body = Crowd.JSON.createObjectNode();
        body.put("name", "tick").put("data", data).putArray("channels").add(channel);
        return send("POST", "/events", body.toString(), Map.of());
    }

    /** Who is in a presence channel. */
    public List<String> users(String channel) {
        Answer answer = get("/channels/" + channel + "/users", Map.of()).join();
        if (answer.status() != 200) {
            throw new IllegalStateException(
                    "the members of " + channel + " were not told: " + answer.status() + " " + answer.body());
        }
        List<String> users = new ArrayList<>();
        answer.json().path("users").forEach(user -> users.add(user.path("id").asText()));
        return users;
    }

    /**
     * Asks.
     *
     * @param path below the app, as in {@code /channels}
     */
    public CompletableFuture<Answer> get(String path, Map<String, String> parameters) {
        return send("GET", path, "", parameters);
    }

    private CompletableFuture<Answer> send(String method, String path, String body, Map<String, String> parameters) {
        String whole = "/apps/" + app.id() + path;
        String query = Signature.query(app, method, whole, body, System.currentTimeMillis() / 1000, parameters);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + whole + "?" + query))
                .timeout(PATIENCE)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        long sentAt = System.nanoTime();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .handle((response, problem) -> response == null
                        ? new Answer(0, String.valueOf(problem), Optional.empty(), sentAt, System.nanoTime())
                        : new Answer(
                                response.statusCode(),
                                response.body(),
                                response.headers().firstValue("Retry-After"),
                                sentAt,
                                System.nanoTime()));
    }
}
