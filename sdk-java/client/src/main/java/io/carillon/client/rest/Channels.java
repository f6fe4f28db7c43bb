package io.carillon.client.rest;

import io.carillon.client.ClientError;
import io.carillon.client.http.Retries;
import io.carillon.client.json.Json;
import io.carillon.client.json.JsonException;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.UserId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What is known about an app's channels now.
 *
 * <pre>{@code
 * publisher.channels().list("presence-", Info.USER_COUNT).forEach((name, info) -> show(name, info.userCount()));
 * publisher.channels().info("cache-price", Info.CACHE, Info.SUBSCRIPTION_COUNT);
 * publisher.channels().users("presence-room");
 * }</pre>
 *
 * <p>Whoever waits gets a {@link io.carillon.client.CarillonException}, as from the {@link Publisher}. Reading is tried again when it fails and that may
 * pass.
 */
public final class Channels {

    private final Api api;
    private final Retries retries;

    Channels(Api api, Retries retries) {
        this.api = api;
        this.retries = retries;
    }

    /**
     * The channels that somebody is subscribed to.
     *
     * @param prefix what their names begin with; empty for all
     * @param asked {@link Info#USER_COUNT} needs a prefix that begins with {@code presence-}
     */
    public Map<ChannelName, ChannelInfo> list(String prefix, Info... asked) {
        return Publisher.await(listAsync(prefix, asked));
    }

    /** As {@link #list}, without waiting. */
    public CompletableFuture<Map<ChannelName, ChannelInfo>> listAsync(String prefix, Info... asked) {
        var parameters = new LinkedHashMap<String, String>();
        if (!prefix.isEmpty()) {
            parameters.put("filter_by_prefix", prefix);
        }
        return get("", parameters, asked, Channels::byName);
    }

    /**
     * One channel, occupied or not.
     *
     * @throws InvalidValueException {@code channel_name_invalid} or {@code channel_name_too_long}
     */
    public ChannelInfo info(String channel, Info... asked) {
        return Publisher.await(infoAsync(channel, asked));
    }

    /** As {@link #info}, without waiting. */
    public CompletableFuture<ChannelInfo> infoAsync(String channel, Info... asked) {
        return get("/" + ChannelName.of(channel), new LinkedHashMap<>(), asked, ChannelInfo::of);
    }

    /** The users who are members of a presence channel. */
    public List<UserId> users(String channel) {
        return Publisher.await(usersAsync(channel));
    }

    /** As {@link #users}, without waiting. */
    public CompletableFuture<List<UserId>> usersAsync(String channel) {
        return get(
                "/" + ChannelName.of(channel) + "/users",
                new LinkedHashMap<>(),
                new Info[0],
                json -> json.require("users").items().stream()
                        .map(user -> UserId.of(String.valueOf(user.require("id").id())))
                        .toList());
    }

    /** Of {@code {"channels":{"a":{"subscription_count":1}}}}. */
    static Map<ChannelName, ChannelInfo> byName(Json json) {
        var channels = new LinkedHashMap<ChannelName, ChannelInfo>();
        json.require("channels")
                .fields()
                .forEach((name, info) -> channels.put(ChannelName.of(name), ChannelInfo.of(info)));
        return Collections.unmodifiableMap(channels);
    }

    /** What it says, or that it cannot be read. */
    static <T> T read(Json json, Function<Json, T> reader) {
        try {
            return reader.apply(json);
        } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
            throw ClientError.ANSWER_INVALID.because("The answer of the server cannot be read: " + e.getMessage(), e);
        }
    }

    private <T> CompletableFuture<T> get(
            String path, Map<String, String> parameters, Info[] asked, Function<Json, T> reader) {
        if (asked.length > 0) {
            parameters.put("info", Info.list(asked));
        }
        return retries.run(true, () -> api.get("/channels" + path, parameters)).thenApply(json -> read(json, reader));
    }
}
