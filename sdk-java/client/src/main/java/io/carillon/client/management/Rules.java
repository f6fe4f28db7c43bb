package io.carillon.client.management;

import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What holds for channels of an app whose names match a pattern. Of several rules the first that matches applies. */
public final class Rules {

    private final ManagementApi api;
    private final String path;

    Rules(ManagementApi api, AppId app) {
        this.api = api;
        this.path = Call.path("apps", app, "rules");
    }

    /** All of them, in the order in which they are tried. */
    public RuleSet get() {
        return ManagementApi.await(getAsync());
    }

    /** As {@link #get}, without waiting. */
    public CompletableFuture<RuleSet> getAsync() {
        return api.send(Call.get(path), RuleSet::of);
    }

    /** Puts these in the place of all that there are. */
    public RuleSet replace(List<Rule> rules) {
        return ManagementApi.await(replaceAsync(rules));
    }

    /** As {@link #replace(List)}, without waiting. */
    public CompletableFuture<RuleSet> replaceAsync(List<Rule> rules) {
        return replaceAsync(rules, null);
    }

    /** As {@link #replace(List)}, but refused with {@code version_conflict} if the app's version is no longer that of these. */
    public RuleSet replace(RuleSet changed) {
        return ManagementApi.await(replaceAsync(changed));
    }

    /** As {@link #replace(RuleSet)}, without waiting. */
    public CompletableFuture<RuleSet> replaceAsync(RuleSet changed) {
        return replaceAsync(changed.rules(), changed.version());
    }

    /** Which rule applies to a channel, and what holds for it. The channel need not be there. */
    public RuleMatch match(String channel) {
        return ManagementApi.await(matchAsync(channel));
    }

    /** As {@link #match}, without waiting. */
    public CompletableFuture<RuleMatch> matchAsync(String channel) {
        return api.send(Call.get(path + "/match" + Call.query("channel", ChannelName.of(channel))), RuleMatch::of);
    }

    private CompletableFuture<RuleSet> replaceAsync(List<Rule> rules, @Nullable Long version) {
        var fields = Map.of("rules", rules.stream().map(Rule::fields).toList());
        return api.send(Call.put(path, fields, version), RuleSet::of);
    }
}
