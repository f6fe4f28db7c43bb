package io.carillon.client.management;

import io.carillon.client.json.Json;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is set for an app or for some of its channels. An app that was read has all of it; in a change, a new app or a channel rule only what is
 * named is there.
 *
 * <pre>{@code
 * Settings.none().with(Flag.CLIENT_EVENTS, true).with(Limit.EVENT_BYTES, 20_000);
 * }</pre>
 *
 * @param allowedOrigins origins that browsers may connect from, as {@code https://*.example.com}; an empty list lets any, null says nothing
 */
public record Settings(
        Map<Flag, Boolean> flags,
        Map<Limit, Long> limits,
        @Nullable List<String> allowedOrigins) {

    private static final String ORIGINS = "allowed_origins";
    private static final Settings NONE = new Settings(Map.of(), Map.of(), null);

    public Settings {
        flags = Map.copyOf(flags);
        limits = Map.copyOf(limits);
        allowedOrigins = allowedOrigins == null ? null : List.copyOf(allowedOrigins);
    }

    /** Nothing yet. */
    public static Settings none() {
        return NONE;
    }

    /** The same with this switched on or off. */
    public Settings with(Flag flag, boolean on) {
        var more = new EnumMap<Flag, Boolean>(Flag.class);
        more.putAll(flags);
        more.put(flag, on);
        return new Settings(more, limits, allowedOrigins);
    }

    /** The same with this number. */
    public Settings with(Limit limit, long value) {
        var more = new EnumMap<Limit, Long>(Limit.class);
        more.putAll(limits);
        more.put(limit, value);
        return new Settings(flags, more, allowedOrigins);
    }

    /** The same, and browsers may connect from pages of these origins alone; none at all is any. */
    public Settings withAllowedOrigins(String... origins) {
        return new Settings(flags, limits, List.of(origins));
    }

    /** Whether it is on; empty if nothing is said of it. */
    public Optional<Boolean> get(Flag flag) {
        return Optional.ofNullable(flags.get(flag));
    }

    /** The number; empty if nothing is said of it. */
    public OptionalLong get(Limit limit) {
        Long value = limits.get(limit);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Whether nothing is said. */
    public boolean isEmpty() {
        return flags.isEmpty() && limits.isEmpty() && allowedOrigins == null;
    }

    /** What a server of another version has beside, or has not, is passed over. */
    static Settings of(Json json) {
        var flags = new EnumMap<Flag, Boolean>(Flag.class);
        for (Flag flag : Flag.values()) {
            if (json.get(flag.word()) != null) {
                flags.put(flag, json.flag(flag.word()));
            }
        }
        var limits = new EnumMap<Limit, Long>(Limit.class);
        for (Limit limit : Limit.values()) {
            if (json.get(limit.word()) != null) {
                limits.put(limit, json.integer(limit.word()));
            }
        }
        return new Settings(flags, limits, json.get(ORIGINS) == null ? null : Texts.list(json, ORIGINS));
    }

    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        new TreeMap<>(flags).forEach((flag, on) -> fields.put(flag.word(), on));
        new TreeMap<>(limits).forEach((limit, value) -> fields.put(limit.word(), value));
        if (allowedOrigins != null) {
            fields.put(ORIGINS, allowedOrigins);
        }
        return fields;
    }
}
