package io.carillon.controlplane.app;

import io.carillon.protocol.ChannelName;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a channel, and why.
 *
 * @param type what the channel's prefix makes of it, as in {@code private} or {@code presence}
 * @param rule the rule that applies; null if none does, and the app's settings hold
 * @param place of the rule among the app's, the first being 0
 * @param settings the app's, with what the rule says in their place
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record RuleMatch(
        String channel,
        String type,
        @Nullable Rule rule,
        @Nullable Integer place,
        AppSettings settings) {

    static RuleMatch of(ChannelName channel, @Nullable Rule rule, @Nullable Integer place, AppSettings settings) {
        return new RuleMatch(channel.value(), channel.type().name().toLowerCase(Locale.ROOT), rule, place, settings);
    }
}
