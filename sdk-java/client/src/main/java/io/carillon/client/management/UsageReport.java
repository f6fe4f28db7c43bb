package io.carillon.client.management;

import io.carillon.client.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an app used.
 *
 * @param from the beginning of the first step
 * @param to the end of the last
 * @param items in the order of time; steps in which nothing was used are left out
 * @param totals everything together
 */
public record UsageReport(Instant from, Instant to, List<Item> items, Counts totals) {

    public UsageReport {
        items = List.copyOf(items);
    }

    /**
     * One step of time.
     *
     * @param at when it began
     * @param prefix what the names of the channels begin with, {@code *} for those that have no count of their own; null if they are not told
     *     apart
     */
    public record Item(Instant at, @Nullable String prefix, Counts counts) {

        /** What the names of the channels begin with; empty if they are not told apart. */
        public Optional<String> ofPrefix() {
            return Optional.ofNullable(prefix);
        }
    }

    /**
     * What was used.
     *
     * @param messagesIn events that servers and clients sent, once for each channel
     * @param messagesOut events delivered, once for each connection
     * @param bytesIn the data of the events that were sent
     * @param bytesOut the data of the events that were delivered
     * @param connections at most so many connections were open at once; empty if channels are told apart
     */
    public record Counts(long messagesIn, long messagesOut, long bytesIn, long bytesOut, OptionalLong connections) {

        private static Counts of(Json json) {
            return new Counts(
                    json.integer("messages_in"),
                    json.integer("messages_out"),
                    json.integer("bytes_in"),
                    json.integer("bytes_out"),
                    json.get("connections") == null
                            ? OptionalLong.empty()
                            : OptionalLong.of(json.integer("connections")));
        }
    }

    static UsageReport of(Json json) {
        return new UsageReport(
                Texts.instant(json, "from"),
                Texts.instant(json, "to"),
                json.require("items").items().stream()
                        .map(item -> new Item(Texts.instant(item, "at"), item.text("prefix"), Counts.of(item)))
                        .toList(),
                Counts.of(json.require("totals")));
    }
}
