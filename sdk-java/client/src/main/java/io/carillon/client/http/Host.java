package io.carillon.client.http;

import io.carillon.client.time.Waiting;
import io.carillon.protocol.InvalidValueException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One server, as single attempts to have something of it.
 *
 * @param url of a server without a slash at its end, or of the one place there that is asked
 * @param timeout for an answer, from the beginning of an attempt
 */
public record Host(String url, HttpClient http, Duration timeout) {

    /** @param http null for one of its own */
    public static Host of(String url, @Nullable HttpClient http, Duration timeout) {
        return new Host(url, http == null ? ownClient(url, timeout) : http, timeout);
    }

    /**
     * The address of a server as it was written, without a slash at its end.
     *
     * @throws InvalidValueException {@code server_invalid}
     */
    public static String url(String written) {
        try {
            URI uri = URI.create(written);
            if (uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getRawQuery() == null
                    && uri.getRawUserInfo() == null) {
                return written.replaceAll("/+$", "");
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Said below.
        }
        throw new InvalidValueException(
                "server_invalid",
                "Invalid server " + InvalidValueException.quote(written)
                        + ": write it as https://realtime.example.com.");
    }

    /**
     * Asks once.
     *
     * @param read what is made of the answer, or the refusal in it, thrown
     * @return fails with a {@link io.carillon.client.CarillonException}
     */
    public <T> CompletableFuture<T> ask(HttpRequest.Builder request, Function<HttpResponse<String>, T> read) {
        return http.sendAsync(
                        request.timeout(timeout).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .handle((answer, failure) -> {
                    if (failure != null) {
                        throw Answers.unanswered(url, timeout, Waiting.unwrap(failure));
                    }
                    return read.apply(answer);
                });
    }

    private static HttpClient ownClient(String url, Duration timeout) {
        var client = HttpClient.newBuilder().connectTimeout(timeout);
        if (url.startsWith("http:")) {
            // Otherwise every connection begins with an offer of HTTP/2 that few servers take without TLS.
            client.version(HttpClient.Version.HTTP_1_1);
        }
        return client.build();
    }
}
