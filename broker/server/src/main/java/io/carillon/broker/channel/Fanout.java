package io.carillon.broker.channel;

import io.carillon.broker.metrics.BrokerMetrics;
import io.carillon.protocol.frame.FrameCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries broadcasts to the subscribers on one loop. What arrives while the loop is busy is delivered together in its next
 * turn: so load makes batches by itself, and a quiet loop delivers at once.
 */
final class Fanout {

    private static final Logger LOG = LoggerFactory.getLogger(Fanout.class);

    // Between two batches of this size the loop serves its sockets.
    private static final int MAX_BATCH = 1_024;

    private final Loop loop;
    private final FrameCodec codec;
    private final WireFormat format;
    private final BrokerMetrics metrics;

    private final Queue<Item> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final List<Listeners> dirty = new ArrayList<>();

    Fanout(Loop loop, FrameCodec codec, WireFormat format, BrokerMetrics metrics) {
        this.loop = loop;
        this.codec = codec;
        this.format = format;
        this.metrics = metrics;
    }

    Loop loop() {
        return loop;
    }

    /** Takes a broadcast for some of this loop's listeners. From any thread; order is kept per caller. */
    void offer(Listeners listeners, Broadcast broadcast) {
        inbox.add(new Item(listeners, broadcast));
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            loop.execute(this::turn);
        }
    }

    /** Delivers what has been offered so far. On the loop. */
    void catchUp() {
        while (!inbox.isEmpty()) {
            deliverBatch();
        }
    }

    private void turn() {
        // Before reading, so that what is offered from here on schedules a turn of its own.
        scheduled.set(false);
        deliverBatch();
        if (!inbox.isEmpty() && scheduled.compareAndSet(false, true)) {
            loop.execute(this::turn);
        }
    }

    private void deliverBatch() {
        Item item;
        for (int taken = 0; taken < MAX_BATCH && (item = inbox.poll()) != null; taken++) {
            if (item.listeners.gather(item.broadcast)) {
                dirty.add(item.listeners);
            }
        }
        boolean alone = dirty.size() == 1;
        for (Listeners listeners : dirty) {
            try {
                listeners.deliver(codec, format, metrics, alone);
            } catch (RuntimeException e) {
                // Ours, and no reason for the other channels of this turn to go without theirs.
                LOG.error("a broadcast could not be delivered to all on {}", loop, e);
            }
        }
        dirty.clear();
    }

    private record Item(Listeners listeners, Broadcast broadcast) {}
}
