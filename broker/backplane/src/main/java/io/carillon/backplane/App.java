package io.carillon.backplane;

import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.signature.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What every node knows of an app. A value: the methods that begin with {@code with} answer another one. */
public final class App {

    private final AppId id;
    private final String name;
    private final boolean enabled;
    private final List<KeyPair> keys;
    private final List<ServerToken> tokens;
    private final AppLimits limits;
    private final AppOptions options;
    private final List<ChannelRule> rules;
    private final @Nullable Exhausted exhausted;
    private final List<Issuer> issuers;
    private final Revocations revocations;
    // Worked out once: they are asked for with every event.
    private final ChannelTerms elsewhere;
    private final ChannelTerms[] terms;

    /**
     * An app.
     *
     * @param enabled false if the app is switched off: connections and requests are refused
     * @param keys its key pairs, the oldest first; may be empty
     * @param rules in the order in which they are tried: the first whose pattern matches a channel's name applies
     * @param exhausted the quota that it has used up; null if none
     * @param issuers whose tokens it believes beside those that its own keys sign
     * @param revocations which tokens are no longer good
     */
    public App(
            AppId id,
            String name,
            boolean enabled,
            List<KeyPair> keys,
            List<ServerToken> tokens,
            AppLimits limits,
            AppOptions options,
            List<ChannelRule> rules,
            @Nullable Exhausted exhausted,
            List<Issuer> issuers,
            Revocations revocations) {
        this.id = id;
        this.name = name;
        this.enabled = enabled;
        this.keys = List.copyOf(keys);
        this.tokens = List.copyOf(tokens);
        this.limits = limits;
        this.options = options;
        this.rules = List.copyOf(rules);
        this.exhausted = exhausted;
        this.issuers = List.copyOf(issuers);
        this.revocations = revocations;
        ChannelTerms everywhere = ChannelTerms.of(limits, options);
        this.elsewhere = everywhere;
        this.terms = rules.stream().map(everywhere::with).toArray(ChannelTerms[]::new);
    }

    /** An app without channel rules or issuers, whose quotas are not used up, and whose tokens are good. */
    public App(
            AppId id,
            String name,
            boolean enabled,
            List<KeyPair> keys,
            List<ServerToken> tokens,
            AppLimits limits,
            AppOptions options) {
        this(id, name, enabled, keys, tokens, limits, options, List.of(), null, List.of(), Revocations.NONE);
    }

    public AppId id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** False if the app is switched off: connections and requests are refused. */
    public boolean enabled() {
        return enabled;
    }

    /** Its key pairs, the oldest first; may be empty. */
    public List<KeyPair> keys() {
        return keys;
    }

    public List<ServerToken> tokens() {
        return tokens;
    }

    public AppLimits limits() {
        return limits;
    }

    public AppOptions options() {
        return options;
    }

    /** In the order in which they are tried. */
    public List<ChannelRule> rules() {
        return rules;
    }

    /** The quota that it has used up; null if none. */
    public @Nullable Exhausted exhausted() {
        return exhausted;
    }

    /** Whose tokens it believes beside those that its own keys sign; each name once. */
    public List<Issuer> issuers() {
        return issuers;
    }

    /** Which tokens are no longer good. */
    public Revocations revocations() {
        return revocations;
    }

    /** What holds for a channel. Allocates nothing. */
    public ChannelTerms termsOf(ChannelName channel) {
        for (int i = 0; i < terms.length; i++) {
            if (rules.get(i).pattern().matches(channel)) {
                return terms[i];
            }
        }
        return elsewhere;
    }

    /** The secret that signs for a key of this app; null if the key is not, or no longer, one of them. */
    public @Nullable Secret secretOf(AppKey key) {
        KeyPair pair = pairOf(key);
        return pair == null ? null : pair.secret();
    }

    /** The pair that a key belongs to, active or not; null if the key is none of this app. */
    public @Nullable KeyPair pairOf(AppKey key) {
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).key().equals(key)) {
                return keys.get(i);
            }
        }
        return null;
    }

    /** The pair that a key belongs to; null if the key is none of this app or not active at this moment. */
    public @Nullable KeyPair activePairOf(AppKey key, Instant now) {
        KeyPair pair = pairOf(key);
        return pair == null || !pair.isActive(now) ? null : pair;
    }

    public App withEnabled(boolean on) {
        return new App(id, name, on, keys, tokens, limits, options, rules, exhausted, issuers, revocations);
    }

    public App withKeys(List<KeyPair> others) {
        return new App(id, name, enabled, others, tokens, limits, options, rules, exhausted, issuers, revocations);
    }

    public App withTokens(List<ServerToken> others) {
        return new App(id, name, enabled, keys, others, limits, options, rules, exhausted, issuers, revocations);
    }

    public App withLimits(AppLimits others) {
        return new App(id, name, enabled, keys, tokens, others, options, rules, exhausted, issuers, revocations);
    }

    public App withOptions(AppOptions others) {
        return new App(id, name, enabled, keys, tokens, limits, others, rules, exhausted, issuers, revocations);
    }

    public App withRules(List<ChannelRule> others) {
        return new App(id, name, enabled, keys, tokens, limits, options, others, exhausted, issuers, revocations);
    }

    public App withExhausted(@Nullable Exhausted now) {
        return new App(id, name, enabled, keys, tokens, limits, options, rules, now, issuers, revocations);
    }

    public App withIssuers(List<Issuer> others) {
        return new App(id, name, enabled, keys, tokens, limits, options, rules, exhausted, others, revocations);
    }

    public App withRevocations(Revocations others) {
        return new App(id, name, enabled, keys, tokens, limits, options, rules, exhausted, issuers, others);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof App app
                && id.equals(app.id)
                && name.equals(app.name)
                && enabled == app.enabled
                && keys.equals(app.keys)
                && tokens.equals(app.tokens)
                && limits.equals(app.limits)
                && options.equals(app.options)
                && rules.equals(app.rules)
                && Objects.equals(exhausted, app.exhausted)
                && issuers.equals(app.issuers)
                && revocations.equals(app.revocations);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, name, enabled, keys, limits);
    }

    /** Without what belongs to keys and tokens. */
    @Override
    public String toString() {
        return "App[" + id + ", " + name + (enabled ? "" : ", disabled") + "]";
    }
}
