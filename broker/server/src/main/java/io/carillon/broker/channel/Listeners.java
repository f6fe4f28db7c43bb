package io.carillon.broker.channel;

import io.carillon.backplane.Position;
import io.carillon.backplane.meter.ChannelMeter;
import io.carillon.broker.metrics.BrokerMetrics;
import io.carillon.protocol.frame.FrameCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The subscriptions of one channel on one loop. Belongs to that loop. */
final class Listeners {

    private final Fanout fanout;
    private final ChannelMeter meter;
    private final List<Subscription> live = new ArrayList<>(1);

    /** Theirs, in the same order: a broadcast to thousands then touches nothing else of each. */
    private final List<Outlet> outlets = new ArrayList<>(1);

    private final List<Subscription> waiting = new ArrayList<>(0);

    /** What came for the channel in this turn of the loop. */
    private final List<Broadcast> gathered = new ArrayList<>(1);

    /** As far as the one who knows most has been told: what is behind this is news to everybody. */
    private @Nullable Position furthest;

    Listeners(Fanout fanout, ChannelMeter meter) {
        this.fanout = fanout;
        this.meter = meter;
    }

    Fanout fanout() {
        return fanout;
    }

    void await(Subscription subscription) {
        waiting.add(subscription);
    }

    void admit(Subscription subscription) {
        waiting.remove(subscription);
        subscription.place = live.size();
        live.add(subscription);
        outlets.add(subscription.subscriber().outlet());
        Position from = subscription.from();
        if (from != null && (furthest == null || furthest.epoch() != from.epoch() || from.isAfter(furthest))) {
            furthest = from;
        }
    }

    void remove(Subscription subscription) {
        int place = subscription.place;
        if (place < 0) {
            waiting.remove(subscription);
            return;
        }
        subscription.place = -1;
        Subscription last = live.remove(live.size() - 1);
        Outlet lastOutlet = outlets.remove(outlets.size() - 1);
        if (last != subscription) {
            live.set(place, last);
            outlets.set(place, lastOutlet);
            last.place = place;
        }
    }

    /** Sends every subscriber away. */
    void terminate() {
        for (Subscription subscription : List.copyOf(live)) {
            subscription.subscriber().terminate();
        }
    }

    /** Takes a broadcast for this turn; true if it is the turn's first. */
    boolean gather(Broadcast broadcast) {
        gathered.add(broadcast);
        return gathered.size() == 1;
    }

    /**
     * Gives everybody what was gathered in this turn.
     *
     * @param alone whether no other channel of this loop has anything to give in this turn
     */
    void deliver(FrameCodec codec, WireFormat format, BrokerMetrics metrics, boolean alone) {
        try {
            for (Subscription subscription : waiting) {
                gathered.forEach(subscription::keep);
            }
            if (!live.isEmpty()) {
                metrics.messagesDelivered.add(deliverToLive(codec, format, alone));
            }
        } finally {
            gathered.clear();
        }
    }

    private long deliverToLive(FrameCodec codec, WireFormat format, boolean alone) {
        if (isNewsToEverybody()) {
            deliverAll(format.join(messages(gathered, codec)), alone);
            count(gathered, live.size());
            return (long) live.size() * gathered.size();
        }
        return gathered.size() == 1 ? deliverWanted(gathered.get(0), codec, format) : deliverWanted(codec, format);
    }

    private boolean isNewsToEverybody() {
        for (Broadcast broadcast : gathered) {
            if (broadcast.hasException() || broadcast.isCoveredBy(furthest)) {
                return false;
            }
        }
        return true;
    }

    private void deliverAll(Wire wire, boolean alone) {
        try {
            for (int i = outlets.size() - 1; i >= 0; i--) {
                if (alone) {
                    outlets.get(i).sendAtOnce(wire);
                } else {
                    outlets.get(i).send(wire);
                }
            }
        } finally {
            wire.release();
        }
    }

    /** Some hear it and some do not, which is so with every client event. */
    private long deliverWanted(Broadcast broadcast, FrameCodec codec, WireFormat format) {
        if (live.size() == 1 && !live.get(0).wants(broadcast)) {
            return 0;
        }
        long delivered = 0;
        Wire wire = format.join(List.of(broadcast.message(codec)));
        try {
            for (int i = live.size() - 1; i >= 0; i--) {
                Subscription subscription = live.get(i);
                if (subscription.wants(broadcast)) {
                    outlets.get(i).send(wire);
                    delivered++;
                }
            }
        } finally {
            wire.release();
        }
        count(broadcast, delivered);
        return delivered;
    }

    /** Somebody is not to hear all of it: those who are share the bytes, the others get their own. */
    private long deliverWanted(FrameCodec codec, WireFormat format) {
        Wire whole = null;
        long delivered = 0;
        long messagesOut = 0;
        long bytesOut = 0;
        var wanted = new ArrayList<Broadcast>(gathered.size());
        try {
            for (int i = live.size() - 1; i >= 0; i--) {
                Subscription subscription = live.get(i);
                wanted.clear();
                for (Broadcast broadcast : gathered) {
                    if (subscription.wants(broadcast)) {
                        wanted.add(broadcast);
                        messagesOut += broadcast.isMessage() ? 1 : 0;
                        bytesOut += broadcast.dataBytes();
                    }
                }
                if (wanted.size() == gathered.size()) {
                    if (whole == null) {
                        whole = format.join(messages(gathered, codec));
                    }
                    outlets.get(i).send(whole);
                } else if (!wanted.isEmpty()) {
                    Wire part = format.join(messages(wanted, codec));
                    try {
                        outlets.get(i).send(part);
                    } finally {
                        part.release();
                    }
                }
                delivered += wanted.size();
            }
        } finally {
            if (whole != null) {
                whole.release();
            }
        }
        meter.out(messagesOut, bytesOut);
        return delivered;
    }

    private void count(List<Broadcast> broadcasts, long receivers) {
        for (int i = 0; i < broadcasts.size(); i++) {
            count(broadcasts.get(i), receivers);
        }
    }

    /** Once for all who heard it: what it costs must not grow with their number. */
    private void count(Broadcast broadcast, long receivers) {
        if (broadcast.isMessage()) {
            meter.out(receivers, receivers * broadcast.dataBytes());
        }
    }

    private static List<byte[]> messages(List<Broadcast> broadcasts, FrameCodec codec) {
        if (broadcasts.size() == 1) {
            return List.of(broadcasts.get(0).message(codec));
        }
        var messages = new ArrayList<byte[]>(broadcasts.size());
        for (Broadcast broadcast : broadcasts) {
            messages.add(broadcast.message(codec));
        }
        return messages;
    }
}
