package io.carillon.client.rest;

import io.carillon.client.http.Answers;
import io.carillon.client.http.Host;
import io.carillon.client.json.Json;
import io.carillon.client.time.Timer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One app's HTTP API, as single attempts. */
record Api(Host host, String app, Credentials credentials, Timer clock) {

    /** Gets {@code /apps/ID} and the path once; fails with a {@link io.carillon.client.CarillonException}. */
    CompletableFuture<Json> get(String path, Map<String, String> parameters) {
        return host.ask(credentials.get(host.url(), "/apps/" + app + path, parameters, clock.now()), Answers::object);
    }

    /** Posts once to {@code /apps/ID} and the path; fails with a {@link io.carillon.client.CarillonException}. */
    CompletableFuture<Json> post(String path, String body) {
        return host.ask(
                credentials.post(host.url(), "/apps/" + app + path, body.getBytes(StandardCharsets.UTF_8), clock.now()),
                Answers::object);
    }
}
