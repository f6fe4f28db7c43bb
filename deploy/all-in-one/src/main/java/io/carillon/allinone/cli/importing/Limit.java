package io.carillon.allinone.cli.importing;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Settings that are numbers, and how high they may be here. */
enum Limit {
    CONNECTIONS(0, 10_000_000),
    PUBLISHES_PER_SECOND(0, 1_000_000),
    READS_PER_SECOND(0, 1_000_000),
    CLIENT_EVENTS_PER_SECOND(0, 10_000),
    EVENT_BYTES(1, 262_144),
    CLIENT_EVENT_BYTES(1, 65_536),
    CHANNELS_PER_EVENT(1, 1_000),
    EVENTS_PER_BATCH(1, 1_000),
    CHANNEL_NAME_LENGTH(1, 200),
    MEMBERS_PER_CHANNEL(1, 10_000),
    USER_INFO_BYTES(0, 262_144),
    CACHE_SECONDS(1, 604_800),
    ACTIVITY_TIMEOUT(1, 3_600),
    AUTHORIZATION_TIMEOUT(0, 3_600);

    private final long least;
    private final long most;

    Limit(long least, long most) {
        this.least = least;
        this.most = most;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Adds it to settings, as near to what it was as can be.
     *
     * @param app for the note if it cannot be quite that
     */
    void put(long value, String app, Map<String, Object> settings, List<String> notes) {
        long possible = Math.max(least, Math.min(most, value));
        if (possible != value) {
            notes.add("app " + app + ": " + word() + " would be " + value + ", and is set to " + possible
                    + ", which is as near as it can be here.");
        }
        settings.put(word(), possible);
    }

    /** The same for a limit that was none if it is below zero; here 0 is none, where there may be none. */
    void putOrNone(long value, String app, Map<String, Object> settings, List<String> notes) {
        put(value < 0 ? (least == 0 ? 0 : most) : value, app, settings, notes);
    }
}
