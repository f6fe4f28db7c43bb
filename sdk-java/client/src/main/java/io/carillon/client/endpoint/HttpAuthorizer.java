package io.carillon.client.endpoint;

import io.carillon.client.json.Json;
import io.carillon.client.realtime.ChannelAuthorizer;
import io.carillon.client.realtime.ChannelGrant;
import io.carillon.client.realtime.UserAuthenticator;
import io.carillon.client.realtime.UserGrant;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.SocketId;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Asks an app's endpoint as pusher-js does: a form for each channel, and for each sign-in. Whatever backend serves pusher-js serves this.
 *
 * <pre>{@code
 * RealtimeClient.builder()
 *         .channelAuthorizer(HttpAuthorizer.at("https://app.example.com/pusher/auth")
 *                 .headers(() -> Map.of("Authorization", "Bearer " + session.token())))
 *         .userAuthenticator(HttpAuthorizer.at("https://app.example.com/pusher/user-auth"));
 * }</pre>
 *
 * <p>What the endpoint refuses fails with the code that its answer has as {@code id}, or {@code http_403} and the like; what may pass, as {@code
 * unreachable} or {@code http_503}, is retriable, and the client asks again.
 */
public final class HttpAuthorizer implements ChannelAuthorizer, UserAuthenticator {

    private final Endpoint endpoint;

    private HttpAuthorizer(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Of the endpoint at this address.
     *
     * @throws InvalidValueException {@code server_invalid}
     */
    public static HttpAuthorizer at(String url) {
        return new HttpAuthorizer(Endpoint.at(url));
    }

    /** The same with these headers, asked for before each request: a session's token, say. */
    public HttpAuthorizer headers(Supplier<Map<String, String>> asked) {
        return new HttpAuthorizer(endpoint.withHeaders(asked));
    }

    /** The same with these further fields in the body, asked for before each request. */
    public HttpAuthorizer params(Supplier<Map<String, String>> asked) {
        return new HttpAuthorizer(endpoint.withParams(asked));
    }

    /** The same, waiting for so long. 10 seconds by default. */
    public HttpAuthorizer timeout(Duration patience) {
        return new HttpAuthorizer(endpoint.withTimeout(patience));
    }

    /** The same with another HTTP client, for proxies, certificates and the like. */
    public HttpAuthorizer httpClient(HttpClient client) {
        return new HttpAuthorizer(endpoint.withHttpClient(client));
    }

    /** Posts {@code socket_id} and {@code channel_name}. */
    @Override
    public CompletableFuture<ChannelGrant> authorize(SocketId socket, ChannelName channel) {
        return post(Map.of("socket_id", socket.value(), "channel_name", channel.value()))
                .thenApply(answer -> Grant.channel(answer, endpoint.url(), channel));
    }

    /** Posts {@code socket_id}. */
    @Override
    public CompletableFuture<UserGrant> authenticate(SocketId socket) {
        return post(Map.of("socket_id", socket.value())).thenApply(answer -> Grant.user(answer, endpoint.url()));
    }

    private CompletableFuture<Json> post(Map<String, String> asked) {
        var fields = new LinkedHashMap<>(endpoint.params().get());
        fields.putAll(asked);
        return endpoint.post("application/x-www-form-urlencoded", form(fields));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
