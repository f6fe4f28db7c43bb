package io.carillon.controlplane.app;

import io.carillon.controlplane.problem.Problem;
import java.util.Map;

/** From what to what a number may be set, both included. */
public record SettingRange(long least, long most) {

    private static final int MANY = 1_000_000;
    private static final int MOST_BYTES = 262_144;
    // A frame of a client has room for no more.
    private static final int MOST_CLIENT_BYTES = 65_536;
    private static final int HOUR = 3_600;
    private static final int WEEK = 7 * 24 * HOUR;

    /** Those of {@link AppSettings} and of {@link Rule}, by the names under which they are sent. */
    public static final Map<String, SettingRange> OF_SETTINGS = Map.ofEntries(
            Map.entry("activity_timeout", new SettingRange(1, HOUR)),
            Map.entry("authorization_timeout", new SettingRange(0, HOUR)),
            Map.entry("connections", new SettingRange(0, 10 * MANY)),
            Map.entry("publishes_per_second", new SettingRange(0, MANY)),
            Map.entry("reads_per_second", new SettingRange(0, MANY)),
            Map.entry("event_bytes", new SettingRange(1, MOST_BYTES)),
            Map.entry("channels_per_event", new SettingRange(1, 1_000)),
            Map.entry("events_per_batch", new SettingRange(1, 1_000)),
            Map.entry("channel_name_length", new SettingRange(1, 200)),
            Map.entry("members_per_channel", new SettingRange(1, AppSettings.MOST_MEMBERS)),
            Map.entry("user_info_bytes", new SettingRange(0, MOST_BYTES)),
            Map.entry("client_events_per_second", new SettingRange(0, 10_000)),
            Map.entry("client_event_bytes", new SettingRange(1, MOST_CLIENT_BYTES)),
            Map.entry("watched_users", new SettingRange(0, 10_000)),
            Map.entry("channels_per_connection", new SettingRange(1, 10_000)),
            Map.entry("subscribes_per_second", new SettingRange(1, 10_000)),
            Map.entry("cache_seconds", new SettingRange(1, WEEK)),
            Map.entry("history_events", new SettingRange(0, 100_000)),
            Map.entry("history_seconds", new SettingRange(0, WEEK)),
            Map.entry("messages_per_day", new SettingRange(0, Long.MAX_VALUE)),
            Map.entry("messages_per_month", new SettingRange(0, Long.MAX_VALUE)));

    /** @throws io.carillon.controlplane.problem.Refusal {@code value_out_of_range} */
    static void checkSetting(String setting, long value) {
        SettingRange range = OF_SETTINGS.get(setting);
        if (range == null) {
            throw new IllegalArgumentException("there is no range for " + setting);
        }
        range.check(setting, value);
    }

    /** @throws io.carillon.controlplane.problem.Refusal {@code value_out_of_range} */
    void check(String field, long value) {
        if (value < least || value > most) {
            throw outOfRange(
                    field, Long.toString(value), most == Long.MAX_VALUE ? "at least " + least : least + " to " + most);
        }
    }

    static RuntimeException outOfRange(String field, String value, String range) {
        return Problem.VALUE_OUT_OF_RANGE.because(field + " is " + value + "; it must be " + range + ".");
    }
}
