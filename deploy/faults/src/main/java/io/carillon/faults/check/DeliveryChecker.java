package io.carillon.faults.check;

import io.carillon.faults.history.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Holds what was heard against what was sent: each event once, in order, to each who was subscribed all the while. */
public final class DeliveryChecker {

    private static final int EXAMPLES = 3;
    private static final int OK = 200;

    /** Something is broken from one instant to another; what is sent meanwhile is counted apart. */
    public record Trouble(long from, long until) {
        boolean contains(long at) {
            return from <= at && at < until;
        }
    }

    /** An event as its sender knows it; {@code client} is empty if it was published over HTTP. */
    private record Sent(String client, String channel, String id, long at, long answeredAt, int status) {

        boolean isOwed() {
            return status == OK;
        }
    }

    /** What one client may expect of one channel. */
    private static final class Ear {
        private final String client;
        private final List<Span> subscribed = new ArrayList<>();
        private final Map<String, Long> heard = new LinkedHashMap<>();
        private long since = Span.END;
        private long latestSentHeard = Span.BEGINNING;
        private final Map<String, Long> latestSaidHeard = new HashMap<>();

        Ear(String client) {
            this.client = client;
        }

        void end(long at) {
            if (since < at) {
                subscribed.add(new Span(since, at));
            }
            since = Span.END;
        }
    }

    private final Predicate<String> channels;
    private final List<Trouble> troubles;
    private final long patience;
    private final Map<String, Sent> sent = new HashMap<>();
    private final Map<String, List<Sent>> sentTo = new HashMap<>();
    private final Map<String, Map<String, Ear>> ears = new HashMap<>();
    private final Map<String, List<String>> examples = new LinkedHashMap<>();

    private long accepted;
    private long refused;
    private long unanswered;
    private long owed;
    private long heard;
    private long lost;
    private long lostInTrouble;
    private long told;
    private long duplicated;
    private long reordered;
    private long phantom;
    private long heardThoughRefused;

    private DeliveryChecker(Predicate<String> channels, List<Trouble> troubles, Duration patience) {
        this.channels = channels;
        this.troubles = List.copyOf(troubles);
        this.patience = patience.toNanos();
    }

    /**
     * Judges the events of some channels; ids are unique over the whole history.
     *
     * @param channels which
     * @param troubles when something was broken
     * @param patience how long a receiver may wait, still subscribed, before something counts as lost
     */
    public static Delivery check(
            List<Entry> history, Predicate<String> channels, List<Trouble> troubles, Duration patience) {
        var checker = new DeliveryChecker(channels, troubles, patience);
        history.forEach(checker::readSent);
        history.forEach(checker::readHeard);
        checker.settle();
        return checker.verdict();
    }

    private void readSent(Entry entry) {
        if (entry instanceof Entry.Published published && channels.test(published.channel())) {
            if (published.status() == OK) {
                accepted++;
            } else if (published.status() == 0) {
                unanswered++;
            } else {
                refused++;
            }
            send(new Sent(
                    "",
                    published.channel(),
                    published.id(),
                    published.at(),
                    published.answeredAt(),
                    published.status()));
        } else if (entry instanceof Entry.Said said && channels.test(said.channel())) {
            send(new Sent(said.client(), said.channel(), said.id(), said.at(), said.at(), OK));
        }
    }

    private void send(Sent event) {
        sent.put(event.id(), event);
        sentTo.computeIfAbsent(event.channel(), channel -> new ArrayList<>()).add(event);
    }

    private void readHeard(Entry entry) {
        if (entry instanceof Entry.Subscribed has && channels.test(has.channel())) {
            Ear ear = ear(has.client(), has.channel());
            ear.end(has.at());
            ear.since = has.at();
        } else if (entry instanceof Entry.Unsubscribed left && channels.test(left.channel())) {
            ear(left.client(), left.channel()).end(left.at());
        } else if (entry instanceof Entry.Closed closed) {
            ears.values().forEach(ofChannel -> {
                Ear ear = ofChannel.get(closed.client());
                if (ear != null) {
                    ear.end(closed.at());
                }
            });
        } else if (entry instanceof Entry.Heard event && channels.test(event.channel())) {
            hear(ear(event.client(), event.channel()), event);
        }
    }

    private Ear ear(String client, String channel) {
        return ears.computeIfAbsent(channel, name -> new HashMap<>()).computeIfAbsent(client, Ear::new);
    }

    private void hear(Ear ear, Entry.Heard event) {
        heard++;
        Sent origin = sent.get(event.id());
        if (origin == null || !origin.channel().equals(event.channel())) {
            phantom++;
            example("phantom", ear.client + " heard " + event.id() + " on " + event.channel());
            return;
        }
        if (origin.client().equals(ear.client)) {
            phantom++;
            example("phantom", ear.client + " heard its own " + event.id());
            return;
        }
        if (ear.heard.putIfAbsent(event.id(), event.at()) != null) {
            duplicated++;
            example("duplicated", ear.client + " heard " + event.id() + " again");
            return;
        }
        if (origin.status() >= 400 && origin.status() < 500) {
            phantom++;
            example("phantom", ear.client + " heard " + event.id() + ", which was answered " + origin.status());
        } else if (!origin.isOwed()) {
            heardThoughRefused++;
        }
        order(ear, origin);
    }

    /** Of two events the first is the one that had been accepted when the other was sent; if there is none, either may be. */
    private void order(Ear ear, Sent event) {
        long before = event.client().isEmpty()
                ? ear.latestSentHeard
                : ear.latestSaidHeard.getOrDefault(event.client(), Span.BEGINNING);
        if (event.isOwed() && event.answeredAt() < before) {
            reordered++;
            example("reordered", ear.client + " heard " + event.id() + " after a later one");
        }
        if (event.client().isEmpty()) {
            ear.latestSentHeard = Math.max(before, event.at());
        } else {
            ear.latestSaidHeard.put(event.client(), Math.max(before, event.at()));
        }
    }

    private void settle() {
        ears.forEach((channel, ofChannel) -> ofChannel.values().forEach(ear -> {
            ear.end(Span.END);
            for (Sent event : sentTo.getOrDefault(channel, List.of())) {
                if (event.isOwed() && !event.client().equals(ear.client)) {
                    settle(ear, event);
                }
            }
        }));
    }

    private void settle(Ear ear, Sent event) {
        for (Span span : ear.subscribed) {
            if (!span.contains(event.at())) {
                continue;
            }
            owed++;
            if (ear.heard.containsKey(event.id())) {
                return;
            }
            if (span.until() < event.answeredAt() + patience) {
                told++;
                return;
            }
            lost++;
            boolean inTrouble = troubles.stream()
                    .anyMatch(trouble -> trouble.contains(event.at()) || trouble.contains(event.answeredAt()));
            if (inTrouble) {
                lostInTrouble++;
            }
            example("lost", ear.client + " never heard " + event.id() + (inTrouble ? " (sent in trouble)" : ""));
            return;
        }
    }

    private void example(String kind, String words) {
        List<String> known = examples.computeIfAbsent(kind, name -> new ArrayList<>());
        if (known.size() < EXAMPLES) {
            known.add(words);
        }
    }

    private Delivery verdict() {
        return new Delivery(
                sent.size(),
                accepted,
                refused,
                unanswered,
                owed,
                heard,
                lost,
                lostInTrouble,
                told,
                duplicated,
                reordered,
                phantom,
                heardThoughRefused,
                examples.values().stream().flatMap(List::stream).toList());
    }
}
