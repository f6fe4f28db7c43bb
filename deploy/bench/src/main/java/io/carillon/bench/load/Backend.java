package io.carillon.bench.load;

import io.carillon.bench.dialect.Dialect;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Publishes over HTTP, through publishers that are kept open. Belongs to the event loop. */
// Whether a write or a close succeeded is told to the handler too, and a timer's work has no result to wait for.
@SuppressWarnings("FutureReturnValueIgnored")
final class Backend implements Outlet {

    private static final long PATIENCE_SECONDS = 5;
    private static final long BREATH_MILLIS = 100;

    private final Settings settings;
    private final Network network;
    private final Tally tally;
    private final Complaints complaints;
    private final List<Publisher> publishers = new ArrayList<>();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    private Traffic traffic = Traffic.SILENCE;
    private int idle;
    private int turn;
    private boolean isClosing;

    Backend(Settings settings, Network network, Tally tally, Complaints complaints) {
        this.settings = settings;
        this.network = network;
        this.tally = tally;
        this.complaints = complaints;
    }

    /** Completes when all publishers are connected. */
    CompletableFuture<Void> open() {
        for (int i = 0; i < settings.publishers(); i++) {
            publishers.add(new Publisher(this));
        }
        publishers.forEach(this::connect);
        network.loop()
                .schedule(
                        () -> opened.completeExceptionally(new LoadException(idle + " of " + publishers.size()
                                + " connections for publishing came up within " + PATIENCE_SECONDS + " s. First error: "
                                + (complaints.first().isEmpty() ? "none" : complaints.first()))),
                        PATIENCE_SECONDS,
                        TimeUnit.SECONDS);
        return opened;
    }

    void workFor(Traffic traffic) {
        this.traffic = traffic;
    }

    private void connect(Publisher publisher) {
        network.bootstrap().handler(publisher).connect(settings.publishTo()).addListener(done -> {
            Throwable cause = done.cause();
            if (cause != null) {
                complaints.add("a connection for publishing: " + cause.getMessage());
                network.loop().schedule(() -> connect(publisher), BREATH_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    @Override
    public boolean publish(LoadedChannel channel, long due) {
        Publisher publisher = settings.unordered() ? anyIdle() : publishers.get(channel.index() % publishers.size());
        if (!publisher.isIdle()) {
            return false;
        }
        idle--;
        tally.published(channel.subscribers());
        publisher.publish(channel, due);
        return true;
    }

    private Publisher anyIdle() {
        for (int tried = 0; tried < publishers.size(); tried++) {
            turn = turn + 1 == publishers.size() ? 0 : turn + 1;
            if (publishers.get(turn).isIdle()) {
                break;
            }
        }
        return publishers.get(turn);
    }

    @Override
    public boolean hasIdle() {
        return idle > 0;
    }

    @Override
    public int publishers() {
        return publishers.size();
    }

    // ---- what its publishers tell and ask for

    Dialect dialect() {
        return settings.dialect();
    }

    ByteBuffer bytes() {
        return network.bytes();
    }

    void isIdleNow() {
        idle++;
        if (idle == publishers.size()) {
            opened.complete(null);
        }
        traffic.publisherIsIdle();
    }

    void refused(LoadedChannel channel, String answer) {
        tally.refused(channel.subscribers());
        complaints.add(answer);
    }

    /** A publisher's connection is gone. */
    void reopen(boolean wasIdle, Publisher publisher) {
        if (wasIdle) {
            idle--;
        }
        if (!isClosing) {
            connect(publisher);
        }
    }

    void close() {
        isClosing = true;
        publishers.forEach(Publisher::hangUp);
    }
}
