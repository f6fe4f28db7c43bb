package io.carillon.controlplane.credential;

import io.micronaut.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;

/** When it is worth asking again. */
final class RetryAfter {

    private RetryAfter() {}

    static Map<String, String> header(Duration wait) {
        return Map.of(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())));
    }
}
