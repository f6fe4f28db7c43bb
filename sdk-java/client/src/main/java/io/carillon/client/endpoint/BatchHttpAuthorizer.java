package io.carillon.client.endpoint;

import io.carillon.client.json.Json;
import io.carillon.client.json.JsonWriter;
import io.carillon.client.realtime.ChannelAuthorizer;
import io.carillon.client.realtime.ChannelGrant;
import io.carillon.client.realtime.UserAuthenticator;
import io.carillon.client.realtime.UserGrant;
import io.carillon.client.time.Waiting;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.SocketId;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks an app's endpoint once for all channels, and the sign-in, that are wanted at the same time: after a reconnection that is one request instead
 * of one for each channel. The endpoint is {@code https://HOST/apps/APP_ID/authorize} of Carillon, or one of the app's that answers with a {@link
 * io.carillon.client.auth.BatchAuthorizer}.
 *
 * <pre>{@code
 * var app = BatchHttpAuthorizer.at("https://app.example.com/carillon/auth").headers(() -> Map.of("Cookie", session.cookie()));
 * RealtimeClient.builder().channelAuthorizer(app).userAuthenticator(app);
 * }</pre>
 *
 * <p>One channel that is refused does not touch the others; it fails with the code that the answer has for it.
 */
public final class BatchHttpAuthorizer implements ChannelAuthorizer, UserAuthenticator {

    private static final int CHANNELS_PER_REQUEST = 100;
    /** Long enough for all parts of an app to ask each for its channel, too short to be felt. */
    private static final long WINDOW_MILLIS = 10;

    private final Endpoint endpoint;
    private final Executor later;
    private List<Wish<?>> wishes = new ArrayList<>();

    /** @param channel null: the sign-in */
    private record Wish<T>(
            SocketId socket, @Nullable ChannelName channel, Function<Json, T> reader, CompletableFuture<T> outcome) {

        void settle(Json answer) {
            Waiting.then(
                    Waiting.begin(() -> CompletableFuture.completedFuture(reader.apply(answer))),
                    (grant, failure) -> Waiting.settle(outcome, grant, failure));
        }
    }

    /** @param later runs what it is given when the window is over */
    BatchHttpAuthorizer(Endpoint endpoint, Executor later) {
        this.endpoint = endpoint;
        this.later = later;
    }

    /**
     * Of the endpoint at this address.
     *
     * @throws InvalidValueException {@code server_invalid}
     */
    public static BatchHttpAuthorizer at(String url) {
        return new BatchHttpAuthorizer(
                Endpoint.at(url), CompletableFuture.delayedExecutor(WINDOW_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** The same with these headers, asked for before each request: a session's token, say. */
    public BatchHttpAuthorizer headers(Supplier<Map<String, String>> asked) {
        return new BatchHttpAuthorizer(endpoint.withHeaders(asked), later);
    }

    /** The same with these further fields in the body, asked for before each request. */
    public BatchHttpAuthorizer params(Supplier<Map<String, String>> asked) {
        return new BatchHttpAuthorizer(endpoint.withParams(asked), later);
    }

    /** The same, waiting for so long. 10 seconds by default. */
    public BatchHttpAuthorizer timeout(Duration patience) {
        return new BatchHttpAuthorizer(endpoint.withTimeout(patience), later);
    }

    /** The same with another HTTP client, for proxies, certificates and the like. */
    public BatchHttpAuthorizer httpClient(HttpClient client) {
        return new BatchHttpAuthorizer(endpoint.withHttpClient(client), later);
    }

    @Override
    public CompletableFuture<ChannelGrant> authorize(SocketId socket, ChannelName channel) {
        return wish(
                socket,
                channel,
                answer -> Grant.channel(part(answer.get("channels"), channel.value()), endpoint.url(), channel));
    }

    @Override
    public CompletableFuture<UserGrant> authenticate(SocketId socket) {
        return wish(socket, null, answer -> Grant.user(answer.get("user"), endpoint.url()));
    }

    private static @Nullable Json part(@Nullable Json channels, String name) {
        return channels == null ? null : channels.get(name);
    }

    private <T> CompletableFuture<T> wish(SocketId socket, @Nullable ChannelName channel, Function<Json, T> reader) {
        var outcome = new CompletableFuture<T>();
        synchronized (this) {
            wishes.add(new Wish<>(socket, channel, reader, outcome));
            if (wishes.size() > 1) {
                return outcome;
            }
        }
        later.execute(this::ask);
        return outcome;
    }

    private void ask() {
        var bySocket = new LinkedHashMap<SocketId, List<Wish<?>>>();
        for (Wish<?> wish : taken()) {
            bySocket.computeIfAbsent(wish.socket, socket -> new ArrayList<>()).add(wish);
        }
        bySocket.forEach((socket, all) -> {
            for (int from = 0; from < all.size(); from += CHANNELS_PER_REQUEST) {
                ask(socket, all.subList(from, Math.min(all.size(), from + CHANNELS_PER_REQUEST)));
            }
        });
    }

    private synchronized List<Wish<?>> taken() {
        List<Wish<?>> taken = wishes;
        wishes = new ArrayList<>();
        return taken;
    }

    private void ask(SocketId socket, List<Wish<?>> together) {
        Waiting.then(
                Waiting.begin(() -> endpoint.post("application/json", body(socket, together))), (answer, failure) -> {
                    for (Wish<?> wish : together) {
                        if (failure == null) {
                            wish.settle(answer);
                        } else {
                            wish.outcome.completeExceptionally(failure);
                        }
                    }
                });
    }

    private String body(SocketId socket, List<Wish<?>> together) {
        var body = new LinkedHashMap<String, Object>(endpoint.params().get());
        body.put("socket_id", socket);
        body.put(
                "channels",
                together.stream()
                        .map(Wish::channel)
                        .filter(channel -> channel != null)
                        .distinct()
                        .toList());
        if (together.stream().anyMatch(wish -> wish.channel == null)) {
            body.put("sign_in", true);
        }
        return JsonWriter.write(body);
    }
}
