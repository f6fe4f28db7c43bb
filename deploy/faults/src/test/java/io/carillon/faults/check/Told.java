package io.carillon.faults.check;

import io.carillon.faults.history.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A history written by hand, in seconds. */
final class Told {

    static final String ROOM = "presence-room";

    private final List<Entry> entries = new ArrayList<>();

    static long s(double seconds) {
        return Math.round(seconds * 1e9);
    }

    /** A tab that asks for the room as a user, and has the answer 10 ms later. */
    Told joins(double at, String client, String node, String user, String... roster) {
        entries.add(new Entry.Subscribing(s(at), client, node, ROOM, user));
        entries.add(new Entry.Subscribed(s(at + 0.01), client, node, ROOM, List.of(roster)));
        return this;
    }

    Told leaves(double at, String client) {
        entries.add(new Entry.Unsubscribed(s(at), client, ROOM));
        return this;
    }

    Told closes(double at, String client, String node, int code) {
        entries.add(new Entry.Closed(s(at), client, node, code, "", false));
        return this;
    }

    Told hearsAdded(double at, String client, String user) {
        entries.add(new Entry.MemberAdded(s(at), client, ROOM, user));
        return this;
    }

    Told hearsRemoved(double at, String client, String user) {
        entries.add(new Entry.MemberRemoved(s(at), client, ROOM, user));
        return this;
    }

    Told subscribes(double at, String client, String channel) {
        entries.add(new Entry.Subscribing(s(at), client, "a", channel, null));
        entries.add(new Entry.Subscribed(s(at), client, "a", channel, null));
        return this;
    }

    Told publishes(double at, String channel, String id, int status) {
        entries.add(new Entry.Published(s(at), s(at + 0.01), channel, id, status, false));
        return this;
    }

    Told says(double at, String client, String channel, String id) {
        entries.add(new Entry.Said(s(at), client, channel, id));
        return this;
    }

    Told hears(double at, String client, String channel, String id) {
        entries.add(new Entry.Heard(s(at), client, channel, "news", id));
        return this;
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Judges what the observer {@code eve} was told, with a second's patience, until the end. */
    PresenceChecker.Findings judged(double until, Loss... losses) {
        Patience patience = Patience.of(Duration.ofSeconds(1));
        return judged(until, patience, losses);
    }

    PresenceChecker.Findings judged(double until, Patience patience, Loss... losses) {
        Truth truth = Truth.of(entries, ROOM, List.of(losses), Duration.ofMillis(100));
        return PresenceChecker.check(
                truth, View.of(entries, ROOM, List.of("eve"), List.of(losses)), patience, s(until));
    }
}
