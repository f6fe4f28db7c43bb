package io.carillon.controlplane.app;

import io.carillon.backplane.ChannelRule;
import io.carillon.controlplane.management.Fields;
import io.carillon.protocol.ChannelPattern;
import io.carillon.schema.AllowedEvents;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What holds for channels whose names match a pattern, instead of what the app's settings say. What is left out stays as the app has
 * it. Of several rules the first that matches applies.
 *
 * @param pattern a channel's name in which {@code *} stands for any run of letters, as {@code private-chat-*}
 * @param events which events the channels take, from clients and servers alike: names, in which {@code *} stands for any run of
 *     characters, with {@code true} for any data, {@code false} for none, or a JSON Schema of the data. A name without {@code *} comes
 *     first, then the others in their order; an event that none of them means is refused. Left out, any event is taken
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Rule(
        String pattern,
        @Nullable Boolean clientEvents,
        @Nullable Boolean subscriptionCounts,
        @Nullable Integer eventBytes,
        @Nullable Integer clientEventBytes,
        @Nullable Integer clientEventsPerSecond,
        @Nullable Integer membersPerChannel,
        @Nullable Integer userInfoBytes,
        @Nullable Integer cacheSeconds,
        @Nullable Integer historyEvents,
        @Nullable Integer historySeconds,

        @Nullable
        @Schema(
                type = "object",
                implementation = Object.class,
                example =
                        "{\"client-typing\":true,\"client-move\":{\"type\":\"object\",\"required\":[\"x\",\"y\"]},\"score*\":true}")
        JsonNode events) {

    /**
     * @throws io.carillon.protocol.InvalidValueException {@code channel_pattern_invalid}
     * @throws io.carillon.controlplane.problem.Refusal {@code field_missing}
     */
    public Rule {
        ChannelPattern.of(Fields.required("pattern", pattern));
        events = events == null || events.isNull() ? null : events;
    }

    /** The app's settings with what the rule says in their place; refuses as they do. */
    AppSettings over(AppSettings app) {
        return new AppSettings(
                or(clientEvents, app.clientEvents()),
                or(subscriptionCounts, app.subscriptionCounts()),
                app.userEvents(),
                app.tlsOnly(),
                app.allowedOrigins(),
                app.activityTimeout(),
                app.authorizationTimeout(),
                app.connections(),
                app.publishesPerSecond(),
                app.readsPerSecond(),
                or(eventBytes, app.eventBytes()),
                app.channelsPerEvent(),
                app.eventsPerBatch(),
                app.channelNameLength(),
                or(membersPerChannel, app.membersPerChannel()),
                or(userInfoBytes, app.userInfoBytes()),
                or(clientEventsPerSecond, app.clientEventsPerSecond()),
                or(clientEventBytes, app.clientEventBytes()),
                app.watchedUsers(),
                app.channelsPerConnection(),
                app.subscribesPerSecond(),
                or(cacheSeconds, app.cacheSeconds()),
                or(historyEvents, app.historyEvents()),
                or(historySeconds, app.historySeconds()),
                app.messagesPerDay(),
                app.messagesPerMonth(),
                app.quotasAreSoft());
    }

    private static <T> T or(@Nullable T said, T otherwise) {
        return said == null ? otherwise : said;
    }

    /**
     * As brokers have it, within what the organisation may.
     *
     * @param allowed what {@link #events} says
     */
    ChannelRule toChannelRule(Organisation owner, @Nullable AllowedEvents allowed) {
        return new ChannelRule(
                ChannelPattern.of(pattern),
                clientEvents,
                subscriptionCounts,
                eventBytes,
                clientEventBytes,
                clientEventsPerSecond,
                membersPerChannel == null ? null : Integer.valueOf(Math.min(membersPerChannel, owner.maxMembers())),
                userInfoBytes,
                seconds(cacheSeconds),
                historyEvents,
                seconds(historySeconds),
                allowed);
    }

    private static @Nullable Duration seconds(@Nullable Integer count) {
        return count == null ? null : Duration.ofSeconds(count);
    }
}
