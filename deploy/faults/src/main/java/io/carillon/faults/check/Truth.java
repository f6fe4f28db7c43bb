package io.carillon.faults.check;

import io.carillon.faults.history.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The oracle: who was in a presence channel when, as those know who sent them there. */
public final class Truth {

    private final Map<String, List<Stay>> stays = new TreeMap<>();

    private Truth() {}

    /**
     * Reads it from a history.
     *
     * @param losses nodes that were killed or frozen
     * @param leaving how long after a goodbye the platform may still take a connection for present
     */
    public static Truth of(List<Entry> history, String channel, List<Loss> losses, Duration leaving) {
        var reader = new Reader(channel, losses, leaving.toNanos());
        history.forEach(reader::read);
        reader.endOpenStays();
        return reader.truth;
    }

    /** All users that were there for a moment, or tried. */
    public SortedSet<String> users() {
        return new TreeSet<>(stays.keySet());
    }

    /** Who is there for certain at an instant. */
    public SortedSet<String> presentAt(long at) {
        SortedSet<String> present = new TreeSet<>();
        stays.forEach((user, all) -> {
            if (all.stream().anyMatch(stay -> stay.sure().contains(at))) {
                present.add(user);
            }
        });
        return present;
    }

    /** Who may be there at an instant; if it is more than {@link #presentAt} the platform has not had time to notice. */
    public SortedSet<String> possiblyAt(long at) {
        SortedSet<String> present = new TreeSet<>();
        stays.forEach((user, all) -> {
            if (all.stream().anyMatch(stay -> stay.possible().contains(at))) {
                present.add(user);
            }
        });
        return present;
    }

    /** Who has a connection at an instant, whether or not anybody could know. */
    public SortedSet<String> connectedAt(long at) {
        SortedSet<String> connected = new TreeSet<>();
        for (String user : stays.keySet()) {
            if (actual(user).stream().anyMatch(span -> span.contains(at))) {
                connected.add(user);
            }
        }
        return connected;
    }

    /** How often users came, their first connection counted alone, and went, their last counted alone. */
    public long transitions() {
        long transitions = 0;
        for (List<Stay> all : stays.values()) {
            for (Span span : Span.union(all.stream()
                    .map(stay -> new Span(stay.joined(), stay.ended()))
                    .toList())) {
                transitions += span.until() >= Span.END ? 1 : 2;
            }
        }
        return transitions;
    }

    List<Span> sure(String user) {
        return Span.union(of(user).stream().map(Stay::sure).toList());
    }

    List<Span> possible(String user) {
        return Span.union(of(user).stream().map(Stay::possible).toList());
    }

    /** When the user was there in truth, whether or not anybody could know. */
    List<Span> actual(String user) {
        return Span.union(of(user).stream()
                .map(stay -> new Span(stay.joined(), stay.ended()))
                .toList());
    }

    private List<Stay> of(String user) {
        return stays.getOrDefault(user, List.of());
    }

    /** Follows each client through the history. */
    private static final class Reader {

        private record Open(String user, String node, long asked, long joined) {}

        private final Truth truth = new Truth();
        private final String channel;
        private final List<Loss> losses;
        private final long leaving;
        private final Map<String, Open> open = new HashMap<>();

        Reader(String channel, List<Loss> losses, long leaving) {
            this.channel = channel;
            this.losses = losses;
            this.leaving = leaving;
        }

        void read(Entry entry) {
            if (entry instanceof Entry.Subscribing asked && isHere(asked.channel()) && asked.user() != null) {
                Open before = open.get(asked.client());
                // Asked again after a refusal, which may have been none: the earlier request may have been heard, too.
                long since = before == null ? asked.at() : before.asked();
                open.put(asked.client(), new Open(asked.user(), asked.node(), since, Span.END));
            } else if (entry instanceof Entry.Subscribed has && isHere(has.channel())) {
                open.computeIfPresent(
                        has.client(), (client, stay) -> new Open(stay.user(), stay.node(), stay.asked(), has.at()));
            } else if (entry instanceof Entry.Unsubscribed left && isHere(left.channel())) {
                end(left.client(), left.at(), left.at());
            } else if (entry instanceof Entry.Closed closed) {
                // A server that hangs up may have done so in its books before we heard of it.
                end(closed.client(), closed.at(), closed.byUs() ? closed.at() : closed.at() - leaving);
            }
        }

        void endOpenStays() {
            List.copyOf(open.keySet()).forEach(client -> {
                Open stay = open.get(client);
                if (stay != null) {
                    Loss loss = lossOf(stay, Span.END);
                    if (loss == null) {
                        add(client, stay, Span.END, Span.END, Span.END);
                    } else {
                        add(client, stay, loss.at(), loss.earliest(), loss.latest());
                    }
                }
            });
        }

        private boolean isHere(String other) {
            return channel.equals(other);
        }

        private void end(String client, long at, long earliest) {
            Open stay = open.remove(client);
            if (stay == null) {
                return;
            }
            Loss loss = lossOf(stay, at);
            if (loss == null) {
                add(client, stay, at, earliest, at + leaving);
            } else {
                add(client, stay, loss.at(), loss.earliest(), loss.latest());
            }
        }

        /** The loss that ended a stay: its node had gone before the goodbye could be heard there. */
        private @Nullable Loss lossOf(Open stay, long ended) {
            for (Loss loss : losses) {
                if (loss.node().equals(stay.node()) && stay.asked() < loss.at() && ended >= loss.at()) {
                    return loss;
                }
            }
            return null;
        }

        private void add(String client, Open stay, long ended, long earliest, long latest) {
            truth.stays
                    .computeIfAbsent(stay.user(), user -> new ArrayList<>())
                    .add(new Stay(client, stay.asked(), stay.joined(), ended, earliest, latest));
        }
    }
}
