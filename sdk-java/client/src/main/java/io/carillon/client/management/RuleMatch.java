package io.carillon.client.management;

import io.carillon.client.json.Json;
import io.carillon.protocol.ChannelName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a channel, and why.
 *
 * @param rule the rule that applies; null if none does, and the app's settings hold
 * @param settings the app's, with what the rule says in their place
 */
public record RuleMatch(ChannelName channel, @Nullable Rule rule, Settings settings) {

    /** The rule that applies; empty if the app's settings hold. */
    public Optional<Rule> applied() {
        return Optional.ofNullable(rule);
    }

    static RuleMatch of(Json json) {
        Json rule = json.get("rule");
        return new RuleMatch(
                ChannelName.of(Texts.required(json, "channel")),
                rule == null ? null : Rule.of(rule),
                Settings.of(json.require("settings")));
    }
}
