package io.carillon.bench.load;

import io.carillon.bench.wire.Token;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Pairs of clients: the first sends, the second sends it back, and the first sends the next one. */
final class PingPong implements Traffic {

    private final EventLoop loop;
    private final List<LoadedChannel> playing;
    private final Tally tally;

    private boolean ended = true;
    private long deliveredBefore;
    private @Nullable Future<?> watch;

    /** @param pairs how many of the channels play */
    PingPong(EventLoop loop, List<LoadedChannel> channels, Tally tally, int pairs) {
        this.loop = loop;
        this.playing = channels.subList(0, Math.min(pairs, channels.size()));
        this.tally = tally;
    }

    @Override
    public void begin() {
        ended = false;
        watch = loop.scheduleAtFixedRate(this::watchForStall, 1, 1, TimeUnit.SECONDS);
        serveAll();
    }

    private void serveAll() {
        long now = System.nanoTime();
        playing.forEach(channel -> serve(channel, now));
    }

    private void serve(LoadedChannel channel, long now) {
        Subscriber sender = channel.sender();
        if (!ended && sender != null && sender.isReady()) {
            tally.published(0);
            sender.send(now, channel.nextSequence(), Token.MESSAGE);
        }
    }

    @Override
    public void delivered(Subscriber subscriber, long due, int sequence, byte kind, long now) {
        boolean isSender = subscriber.channel().sender() == subscriber;
        if (kind == Token.MESSAGE && !isSender) {
            tally.deliveredHalfway();
            subscriber.send(due, sequence, Token.ECHO);
        } else if (kind == Token.ECHO && isSender) {
            tally.deliveredBack(now - due);
            serve(subscriber.channel(), now);
        }
    }

    @Override
    public void publisherIsIdle() {
        // A client waits for its partner, not for a publisher.
    }

    /** A ball was lost with every pair: they start over. */
    private void watchForStall() {
        if (tally.deliveredInAll() == deliveredBefore) {
            tally.stalled();
            serveAll();
        }
        deliveredBefore = tally.deliveredInAll();
    }

    @Override
    public void end() {
        ended = true;
        Future<?> watching = watch;
        if (watching != null) {
            watching.cancel(false);
        }
    }
}
