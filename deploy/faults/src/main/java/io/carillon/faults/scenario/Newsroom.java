package io.carillon.faults.scenario;

import io.carillon.faults.client.Api;
import io.carillon.faults.client.Client;
import io.carillon.faults.client.Route;
import io.carillon.faults.process.Await;
import io.carillon.faults.process.CarillonNode;
import io.carillon.faults.process.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Load: a server that publishes to many public channels, and clients that talk to each other on private ones, each heard on two brokers.
 *
 * <p>A channel's next event is sent when the one before was answered: only so is their order a fact.
 */
final class Newsroom implements AutoCloseable {

    static final String NEWS = "news-";
    static final String TALK = "private-talk-";

    private static final int CHANNELS = 200;
    private static final int CHANNELS_PER_READER = 10;
    private static final int EVENTS_PER_SECOND = 500;
    private static final int TALKS = 20;
    private static final int LINES_PER_SECOND = 40;
    private static final Duration READY = Duration.ofSeconds(30);

    private final Api api;
    private final List<Client> readers = new ArrayList<>();
    private final List<Client> speakers = new ArrayList<>();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final Thread publisher;
    private final Thread talk;
    private final Timings answers = new Timings();

    /** Half of the news channels have readers, at two brokers each; every talk has one speaker at each of two brokers. */
    Newsroom(Stage stage, Cluster cluster) {
        this.api = stage.api(cluster.controlPlane());
        List<CompletableFuture<Client>> subscribed = new ArrayList<>();
        for (CarillonNode broker : List.of(cluster.broker(1), cluster.broker(2))) {
            for (int first = 0; first < CHANNELS / 2; first += CHANNELS_PER_READER) {
                Client reader = stage.crowd().client("reader-" + first + "-" + broker, Route.to(broker));
                var unused = reader.connect();
                for (int channel = first; channel < first + CHANNELS_PER_READER; channel++) {
                    subscribed.add(reader.subscribe(NEWS + channel));
                }
                readers.add(reader);
            }
            for (int i = 0; i < TALKS; i++) {
                Client speaker = stage.crowd().client("speaker-" + i + "-" + broker, Route.to(broker));
                var unused = speaker.connect();
                subscribed.add(speaker.subscribe(TALK + i));
                speakers.add(speaker);
            }
        }
        CompletableFuture.allOf(subscribed.toArray(new CompletableFuture<?>[0]))
                .orTimeout(READY.toSeconds(), TimeUnit.SECONDS)
                .join();
        publisher = new Thread(this::publish, "publisher");
        talk = new Thread(this::talk, "talk");
        publisher.setDaemon(true);
        talk.setDaemon(true);
        publisher.start();
        talk.start();
    }

    int size() {
        return readers.size() + speakers.size();
    }

    Timings answers() {
        return answers;
    }

    private void publish() {
        List<CompletableFuture<?>> last = new ArrayList<>();
        for (int channel = 0; channel < CHANNELS; channel++) {
            last.add(CompletableFuture.completedFuture(null));
        }
        long begin = System.nanoTime();
        for (long n = 0; !isOver.get(); n++) {
            int channel = (int) (n % CHANNELS);
            // One that still waits for its answer skips its turn.
            if (last.get(channel).isDone()) {
                last.set(
                        channel,
                        api.publish(NEWS + channel, "n" + n)
                                .thenAccept(answer -> answers.add(answer.took().toNanos())));
            }
            Await.pauseUntil(begin + n * 1_000_000_000L / EVENTS_PER_SECOND);
        }
        CompletableFuture.allOf(last.toArray(new CompletableFuture<?>[0])).join();
    }

    private void talk() {
        long begin = System.nanoTime();
        for (int n = 0; !isOver.get(); n++) {
            int speaker = n % speakers.size();
            speakers.get(speaker).say(TALK + speaker % TALKS, "client-line", "t" + n);
            Await.pauseUntil(begin + n * 1_000_000_000L / LINES_PER_SECOND);
        }
    }

    /** Stops sending, and returns when the last answer is there. */
    @Override
    public void close() {
        isOver.set(true);
        try {
            publisher.join();
            talk.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
