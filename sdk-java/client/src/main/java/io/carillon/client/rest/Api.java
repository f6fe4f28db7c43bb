package io.carillon.client.rest;

import io.carillon.client.http.Answers;
import io.carillon.client.json.Json;
import io.carillon.client.time.Timer;
import io.carillon.client.time.Waiting;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One app's HTTP API, as single attempts.
 *
 * @param server without a slash at its end
 * @param timeout for an answer, from the beginning of an attempt
 */
record Api(HttpClient http, String server, String app, Credentials credentials, Duration timeout, Timer clock) {

    /** Gets {@code /apps/ID} and the path once; fails with a {@link io.carillon.client.CarillonException}. */
    CompletableFuture<Json> get(String path, Map<String, String> parameters) {
        return send(credentials.get(server, "/apps/" + app + path, parameters, clock.now()));
    }

    /** Posts once to {@code /apps/ID} and the path; fails with a {@link io.carillon.client.CarillonException}. */
    CompletableFuture<Json> post(String path, String body) {
        return send(
                credentials.post(server, "/apps/" + app + path, body.getBytes(StandardCharsets.UTF_8), clock.now()));
    }

    private CompletableFuture<Json> send(HttpRequest.Builder request) {
        return http.sendAsync(
                        request.timeout(timeout).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .handle((answer, failure) -> {
                    if (failure != null) {
                        throw Answers.unanswered(server, timeout, Waiting.unwrap(failure));
                    }
                    return Answers.read(answer, "a Carillon or Pusher server");
                });
    }
}
