package io.carillon.backplane.memory;

import io.carillon.backplane.AppChannel;
import io.carillon.protocol.AppId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The channels of which anything is known. A channel begins with the first step that needs it, and vanishes with the step
 * that leaves nothing in it, or, when time took the last of it, with one of the next steps anywhere.
 *
 * <p>May be called by any thread. A step has its channel to itself; steps in different channels do not wait for each
 * other.
 */
final class ChannelTable {

    // More than one, so that steps clear away what time took faster than they can bring new.
    private static final int SWEPT_PER_STEP = 4;
    private static final long EPOCHS = 1L << 48;

    private final MemoryWebhookQueue webhooks;
    private final Map<AppChannel, Entry> entries = new ConcurrentHashMap<>();
    private final RoutedChannels routed = new RoutedChannels();
    private final SweepQueue sweeps = new SweepQueue();
    // Begins anywhere, so that a position from before a restart is not taken for one of ours.
    private final AtomicLong epochs = new AtomicLong(ThreadLocalRandom.current().nextLong(1, EPOCHS));

    /** @param webhooks where channels put what the app's servers want to hear of */
    ChannelTable(MemoryWebhookQueue webhooks) {
        this.webhooks = webhooks;
    }

    /** Does the step in the channel, which begins if it is not there. */
    <T> T in(AppChannel name, long now, Function<Channel, T> step) {
        sweep(now, SWEPT_PER_STEP);
        while (true) {
            Entry entry = entryOf(name);
            synchronized (entry) {
                if (isThere(entry, now)) {
                    return step(entry, step);
                }
            }
        }
    }

    /** Does the step in the channel if it is there; otherwise does nothing and returns the other answer. */
    <T> T ifThere(AppChannel name, long now, T otherwise, Function<Channel, T> step) {
        sweep(now, SWEPT_PER_STEP);
        Entry entry = entries.get(name);
        if (entry == null) {
            return otherwise;
        }
        synchronized (entry) {
            // Whoever made it vanish since we found it came first, and left nothing.
            return isThere(entry, now) ? step(entry, step) : otherwise;
        }
    }

    /** Shows the app's channels that are on some node's route and whose names begin with the prefix. */
    void eachRouted(AppId app, String prefix, long now, BiConsumer<AppChannel, Channel> visitor) {
        for (AppChannel name : routed.of(app, prefix)) {
            ifThere(name, now, false, channel -> {
                visitor.accept(name, channel);
                return true;
            });
        }
    }

    /** Looks after some of the channels of which time has taken something; at most so many. */
    void sweep(long now, int limit) {
        for (int i = 0; i < limit; i++) {
            Entry due = sweeps.pollDue(now);
            if (due == null) {
                return;
            }
            synchronized (due) {
                due.queued = false;
                if (isThere(due, now)) {
                    settle(due);
                }
            }
        }
    }

    /** How many channels there are. */
    int size() {
        return entries.size();
    }

    /** How many channels wait to be looked after. */
    int waiting() {
        return sweeps.size();
    }

    private Entry entryOf(AppChannel name) {
        // Asked first, because computeIfAbsent may lock out neighbours even where there is nothing to compute.
        Entry entry = entries.get(name);
        return entry != null
                ? entry
                : entries.computeIfAbsent(
                        name, absent -> new Entry(new Channel(absent, epochs.incrementAndGet(), webhooks)));
    }

    private <T> T step(Entry entry, Function<Channel, T> step) {
        try {
            return step.apply(entry.channel);
        } finally {
            settle(entry);
        }
    }

    /** False if the channel has vanished, or does so now because time took the last of it: who comes back finds a new life. */
    private boolean isThere(Entry entry, long now) {
        if (!entry.vanished && entry.channel.keepsAnything()) {
            entry.channel.forgetWhatIsOver(now);
            settle(entry);
        }
        return !entry.vanished;
    }

    /** Brings what the table knows of a channel in line with what the channel has become. */
    private void settle(Entry entry) {
        Channel channel = entry.channel;
        if (channel.isOnRoute() != entry.routed) {
            entry.routed = channel.isOnRoute();
            if (entry.routed) {
                routed.add(entry.name);
            } else {
                routed.remove(entry.name);
            }
        }
        if (channel.isEmpty()) {
            entry.vanished = true;
            entries.remove(entry.name, entry);
        } else if (channel.keepsAnything() && !entry.queued) {
            entry.queued = true;
            sweeps.add(entry, channel.keepsUntil());
        }
    }

    /** A channel and what the table knows of it. Its monitor guards both. */
    static final class Entry {

        private final AppChannel name;
        private final Channel channel;
        private boolean routed;
        private boolean queued;
        private boolean vanished;

        private Entry(Channel channel) {
            this.name = channel.name();
            this.channel = channel;
        }
    }
}
