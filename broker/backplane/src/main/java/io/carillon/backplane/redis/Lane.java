package io.carillon.backplane.redis;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Envelope;
import io.carillon.backplane.Inbox;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * What one shard has for one node of this process, each envelope once and in its order. Pub/sub is a doorbell: the
 * sequence numbers say what should have come, and the tail that the lane keeps in Redis says what it was.
 *
 * <p>May be called by any thread; envelopes are handed over within the monitor, so that none overtakes another.
 */
final class Lane implements Ear.Listener {

    private static final System.Logger LOG = System.getLogger(Lane.class.getName());

    // What comes while the tail is asked is kept; beyond this it is asked for again.
    private static final int MOST_WAITING = 1_000;

    private final String name;
    private final Predicate<AppChannel> channels;
    private final Inbox inbox;
    private final Tail tail;
    private final LaneTally counts;
    private final Queue<LaneMessage> waiting = new ArrayDeque<>();
    private long epoch = 1;
    private long heard;
    private boolean asking;
    // What the doorbell itself brought, not the tail: a deaf connection must not hide behind what was fetched.
    private long rungEpoch = 1;
    private long rung;
    private long promisedEpoch = 1;
    private long promised;
    private int missedRounds;

    /** @param channels those whose envelopes come down this lane */
    Lane(String name, Predicate<AppChannel> channels, Inbox inbox, Tail tail, LaneTally counts) {
        this.name = name;
        this.channels = channels;
        this.inbox = inbox;
        this.tail = tail;
        this.counts = counts;
    }

    @Override
    public synchronized void hear(byte[] bytes) {
        counts.countArrival(bytes.length);
        LaneMessage message;
        try {
            message = LaneMessage.read(bytes);
        } catch (MalformedException e) {
            counts.countRejected();
            LOG.log(Level.WARNING, "a message on lane {0} was rejected: {1}", name, e.getMessage());
            return;
        }
        rungEpoch = message.epoch();
        rung = message.sequence();
        if (asking) {
            if (waiting.size() < MOST_WAITING) {
                waiting.add(message);
            }
            return;
        }
        if (!take(message)) {
            counts.countGap();
            LOG.log(Level.INFO, "lane {0} heard {1} after {2}: it asks for the rest", name, message.sequence(), heard);
            ask();
        }
    }

    /** The connection was away: whatever came meanwhile is asked for. */
    @Override
    public synchronized void returned() {
        if (!asking) {
            ask();
        }
    }

    synchronized long epoch() {
        return epoch;
    }

    synchronized long heard() {
        return heard;
    }

    /** A round of canaries begins: has the last one come? What has not come by now does not come by itself. */
    synchronized void judge() {
        if (rungEpoch > promisedEpoch || (rungEpoch == promisedEpoch && rung >= promised)) {
            missedRounds = 0;
            return;
        }
        missedRounds++;
        if (!asking) {
            counts.countGap();
            ask();
        }
    }

    /** Redis sent a canary under this number. */
    synchronized void promised(long canaryEpoch, long sequence) {
        promisedEpoch = canaryEpoch;
        promised = sequence;
    }

    /** Its connection was replaced; whether it hears now is for the next canary to say. */
    synchronized void listensAnew() {
        missedRounds = Math.min(missedRounds, 1);
    }

    /** How many rounds in a row the canary did not come by itself. */
    synchronized int missedRounds() {
        return missedRounds;
    }

    /** Hands the message over if it is the next; drops it if it came before. False if one before it is missing. */
    private boolean take(LaneMessage message) {
        if (message.epoch() < epoch) {
            return true;
        }
        if (message.epoch() > epoch) {
            begin(message.epoch());
        }
        if (message.sequence() <= heard) {
            return true;
        }
        if (message.sequence() > heard + 1) {
            return false;
        }
        heard++;
        Envelope envelope = message.envelope();
        if (envelope != null) {
            deliver(envelope);
        }
        return true;
    }

    /** Redis has forgotten the end of the lane's last life: what was sent in it and did not come by then is nowhere. */
    private void begin(long fresh) {
        epoch = fresh;
        heard = 0;
        inbox.missed(channels);
    }

    private void deliver(Envelope envelope) {
        try {
            inbox.deliver(envelope);
        } catch (RuntimeException e) {
            // The inbox broke its promise; what follows must not pay for that.
            LOG.log(Level.ERROR, "lane " + name + " lost an envelope for " + envelope.channel(), e);
        }
    }

    private void ask() {
        asking = true;
        waiting.clear();
        var unused = tail.behind(epoch, heard).handle((answer, failure) -> {
            answered(answer, failure != null);
            return null;
        });
    }

    private synchronized void answered(Answer answer, boolean failed) {
        asking = false;
        if (failed || answer.size() == 0) {
            // Redis is away: the next canary, or its return, asks again.
            waiting.clear();
            return;
        }
        refill(answer.number(0), answer.number(1), answer);
        List<LaneMessage> late = new ArrayList<>(waiting);
        waiting.clear();
        for (LaneMessage message : late) {
            if (!take(message)) {
                ask();
                return;
            }
        }
    }

    /** Takes what the tail has. Its messages are the last ones up to a number, so each one's own is known without reading it. */
    private void refill(long tailEpoch, long last, Answer answer) {
        if (tailEpoch < epoch) {
            return;
        }
        if (tailEpoch > epoch) {
            begin(tailEpoch);
        }
        long first = last - (answer.size() - 2) + 1;
        if (first > heard + 1) {
            counts.countLost(first - heard - 1);
            LOG.log(Level.WARNING, "lane {0} lost {1} messages for good", name, first - heard - 1);
            heard = first - 1;
            inbox.missed(channels);
        }
        long before = heard;
        for (int i = 2; i < answer.size(); i++) {
            long sequence = first + i - 2;
            if (sequence > heard) {
                refill(sequence, answer.bytes(i));
            }
        }
        counts.countRefilled(heard - before);
    }

    private void refill(long sequence, byte[] bytes) {
        try {
            take(LaneMessage.read(bytes));
        } catch (MalformedException e) {
            counts.countRejected();
            LOG.log(Level.WARNING, "a message in the tail of lane {0} was rejected: {1}", name, e.getMessage());
        }
        heard = Math.max(heard, sequence);
    }

    /** Where what a lane missed is to be had. */
    interface Tail {
        /** What {@code tail.lua} answers. */
        CompletableFuture<Answer> behind(long epoch, long sequence);
    }
}
