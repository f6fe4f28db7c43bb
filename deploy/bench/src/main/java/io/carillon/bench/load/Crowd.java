package io.carillon.bench.load;

import io.carillon.bench.dialect.Dialect;
import io.carillon.bench.wire.Token;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All who listen: comes, with so many handshakes at once as the settings say, and goes. Belongs to the event loop. */
// Whether a write or a close succeeded is told to the handler too, and a timer's work has no result to wait for.
@SuppressWarnings("FutureReturnValueIgnored")
final class Crowd {

    private static final long PATIENCE_SECONDS = 15;
    private static final long FAREWELL_SECONDS = 5;

    private final Settings settings;
    private final Network network;
    private final Tally tally;
    private final Complaints complaints;
    private final Token token = new Token();
    private final List<LoadedChannel> channels;
    private final List<Subscriber> members = new ArrayList<>();
    private final int size;

    private Traffic traffic = Traffic.SILENCE;
    private int ready;
    private int failed;
    private int gone;
    private boolean isFilling;
    private final CompletableFuture<Void> assembled = new CompletableFuture<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private int progress;
    private long begun;
    private long complete;
    private @Nullable Future<?> watch;

    Crowd(
            Settings settings,
            Network network,
            Tally tally,
            Complaints complaints,
            List<LoadedChannel> channels,
            int size) {
        this.settings = settings;
        this.network = network;
        this.tally = tally;
        this.complaints = complaints;
        this.channels = channels;
        this.size = size;
    }

    // ---- what its members ask for

    String host() {
        return network.host();
    }

    Dialect dialect() {
        return settings.dialect();
    }

    ByteBuffer bytes() {
        return network.bytes();
    }

    Token token() {
        return token;
    }

    Tally tally() {
        return tally;
    }

    Complaints complaints() {
        return complaints;
    }

    Traffic traffic() {
        return traffic;
    }

    void listenFor(Traffic traffic) {
        this.traffic = traffic;
    }

    // ---- coming

    /** Completes when everybody is subscribed or has failed; fails if nothing moves for a while. */
    CompletableFuture<Void> assemble() {
        watch = network.loop()
                .scheduleAtFixedRate(this::watchForProgress, PATIENCE_SECONDS, PATIENCE_SECONDS, TimeUnit.SECONDS);
        begun = System.nanoTime();
        fill();
        return assembled;
    }

    private void fill() {
        if (isFilling) {
            // A connection that fails at once calls back from within.
            return;
        }
        isFilling = true;
        while (members.size() < size && members.size() - ready - failed < settings.handshakes()) {
            open(members.size());
        }
        isFilling = false;
        if (ready + failed == size && !assembled.isDone()) {
            complete = System.nanoTime();
            stopWatching();
            assembled.complete(null);
        }
    }

    private void open(int index) {
        LoadedChannel channel = channels.get(index % channels.size());
        Subscriber subscriber = new Subscriber(this, channel);
        members.add(subscriber);
        channel.add(subscriber);
        Bootstrap bootstrap = network.bootstrap().handler(subscriber);
        InetSocketAddress server = settings.serverOf(index);
        int source = index % settings.sourceAddresses();
        var connecting = settings.sourceAddresses() == 1
                ? bootstrap.connect(server)
                : bootstrap.connect(server, new InetSocketAddress("127.0.0." + (source + 1), 0));
        connecting.addListener(done -> {
            Throwable cause = done.cause();
            if (cause != null) {
                subscriber.notConnected(cause);
            }
        });
    }

    private void watchForProgress() {
        int now = ready + failed;
        if (now == progress) {
            stopWatching();
            assembled.completeExceptionally(
                    new LoadException(ready + " of " + size + " connections are subscribed, and for "
                            + PATIENCE_SECONDS + " s no other has come or failed. First error: "
                            + (complaints.first().isEmpty() ? "none" : complaints.first())));
        }
        progress = now;
    }

    private void stopWatching() {
        Future<?> watching = watch;
        if (watching != null) {
            watching.cancel(false);
        }
    }

    void ready() {
        ready++;
        fill();
    }

    void gone(Subscriber subscriber, boolean wasReady) {
        gone++;
        subscriber.channel().remove();
        if (!wasReady) {
            failed++;
            fill();
        }
        if (gone == members.size()) {
            left.complete(null);
        }
    }

    /** From the first handshake to the last. */
    double assemblySeconds() {
        return (complete - begun) / 1e9;
    }

    /** Connections that became subscribed. */
    int joined() {
        return ready;
    }

    int failed() {
        return failed;
    }

    /** Connections that are subscribed still. */
    int alive() {
        return (int) members.stream().filter(Subscriber::isReady).count();
    }

    // ---- going

    /** Everybody says farewell and waits for the server to hang up; who waits too long goes without. */
    CompletableFuture<Void> leave() {
        EventLoop loop = network.loop();
        loop.schedule(() -> members.forEach(Subscriber::hangUp), FAREWELL_SECONDS, TimeUnit.SECONDS);
        loop.schedule(() -> left.complete(null), FAREWELL_SECONDS + 1, TimeUnit.SECONDS);
        members.forEach(Subscriber::leave);
        if (gone == members.size()) {
            left.complete(null);
        }
        return left;
    }
}
