package io.carillon.client.rest;

import io.carillon.client.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What the server knows about a channel at one moment. What was not asked for, or does not apply, is null.
 *
 * @param occupied whether anybody is subscribed; only where one channel was asked for
 * @param userCount how many different users are there
 * @param subscriptionCount how many connections are subscribed
 * @param cache what the channel keeps; null also if it keeps nothing
 */
public record ChannelInfo(
        @Nullable Boolean occupied,
        @Nullable Integer userCount,
        @Nullable Integer subscriptionCount,
        @Nullable Cached cache) {

    /**
     * The last event of a cache channel.
     *
     * @param data as it was published
     * @param ttl seconds for which it is kept yet
     */
    public record Cached(String data, long ttl) {}

    static ChannelInfo of(Json json) {
        Json occupied = json.get("occupied");
        Json cache = json.get("cache");
        return new ChannelInfo(
                occupied == null ? null : Boolean.valueOf(occupied.source()),
                count(json, "user_count"),
                count(json, "subscription_count"),
                cache == null ? null : new Cached(String.valueOf(cache.text("data")), cache.integer("ttl")));
    }

    private static @Nullable Integer count(Json json, String key) {
        return json.get(key) == null ? null : Integer.valueOf(Math.toIntExact(json.integer(key)));
    }
}
