package io.carillon.backplane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** An inbox that keeps what it is given, and waits for what is still under way. May be used by any thread. */
public final class RecordingInbox implements Inbox {

    /** A connection that went deaf is found out after two rounds of canaries, and replaced then. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Envelope> envelopes = new ArrayList<>();

    private final List<Predicate<AppChannel>> misses = new ArrayList<>();

    @Override
    public void deliver(Envelope envelope) {
        // If anything lets another thread overtake this one, here is the place.
        LockSupport.parkNanos(1);
        keep(envelope);
    }

    @Override
    public synchronized void missed(Predicate<AppChannel> channels) {
        misses.add(channels);
        notifyAll();
    }

    /** What it was told is missing. */
    public synchronized List<Predicate<AppChannel>> misses() {
        return List.copyOf(misses);
    }

    private synchronized void keep(Envelope envelope) {
        envelopes.add(envelope);
        notifyAll();
    }

    /** All that has come so far, in the order of coming. */
    public synchronized List<Envelope> envelopes() {
        return List.copyOf(envelopes);
    }

    /** What has come so far for one channel. */
    public List<Envelope> envelopes(AppChannel channel) {
        return envelopes().stream()
                .filter(envelope -> envelope.channel().equals(channel))
                .toList();
    }

    /** Waits until that many have come, and returns all. */
    public List<Envelope> await(int count) {
        return await("at least " + count + " envelopes", all -> all.size() >= count);
    }

    /** Waits until this one has come, and returns all. */
    public List<Envelope> await(Envelope envelope) {
        return await(envelope.toString(), all -> all.contains(envelope));
    }

    /**
     * Waits until what has come is as described, and returns all.
     *
     * @throws AssertionError if that does not happen in time
     */
    public synchronized List<Envelope> await(String description, Predicate<List<Envelope>> isThere) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!isThere.test(envelopes)) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("waited for " + description + ", but only this came: " + envelopes);
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + description, e);
        }
        return List.copyOf(envelopes);
    }
}
