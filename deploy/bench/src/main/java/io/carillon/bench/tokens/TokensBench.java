package io.carillon.bench.tokens;

import io.carillon.bench.apps.Admin;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The two questions: how soon a revocation is everywhere under load, and whom slow signatures keep waiting. */
public final class TokensBench {

    private static final int WARM_UP = 20;
    private static final int SUBSCRIBERS_PER_NODE = 200;
    private static final int EVENTS_PER_SECOND = 20;

    private final Platform platform;
    private final Mint mint;
    private final HttpClient http = HttpClient.newHttpClient();

    private TokensBench(Platform platform) {
        this.platform = platform;
        this.mint = platform.open();
    }

    /**
     * Measures both on a new platform.
     *
     * @param setupToken of the one-time link
     * @param rounds tokens that are revoked
     * @param arrivals clients that come with slow tokens each second
     * @param seconds how long they do
     * @return the figures as JSON, in milliseconds
     */
    public static String run(
            String controlPlane, String setupToken, List<String> nodes, int rounds, int arrivals, int seconds) {
        var bench = new TokensBench(new Platform(controlPlane, nodes, Admin.first(controlPlane, setupToken)));
        return "{\"waiting\":" + bench.waiting(arrivals, seconds) + ",\"revocation\":" + bench.revocation(rounds) + "}";
    }

    // ---- how soon

    private String revocation(int rounds) {
        var each = new Histogram(3);
        var last = new Histogram(3);
        long begun = System.nanoTime();
        long published;
        try (Traffic traffic =
                Traffic.begin(http, platform, mint, platform.serverToken(), SUBSCRIBERS_PER_NODE, EVENTS_PER_SECOND)) {
            for (int round = 0; round < WARM_UP + rounds; round++) {
                revokeOne(
                        "t" + round,
                        round < WARM_UP ? new Histogram(3) : each,
                        round < WARM_UP ? new Histogram(3) : last);
            }
            published = traffic.published();
        }
        double took = (System.nanoTime() - begun) / 1e9;
        return String.format(
                Locale.ROOT,
                "{\"rounds\":%d,\"nodes\":%d,\"subscribers\":%d,\"events_per_second\":%.0f,\"each_node\":%s,\"last_node\":%s}",
                rounds,
                platform.nodes().size(),
                SUBSCRIBERS_PER_NODE * platform.nodes().size(),
                published / took,
                json(each),
                json(last));
    }

    /** From the moment in which the request is sent: what the database needs is part of it. */
    private void revokeOne(String id, Histogram each, Histogram last) {
        String token = mint.quick("user-" + id, id);
        List<Socket> clients = new ArrayList<>();
        for (String node : platform.nodes()) {
            clients.add(Socket.open(http, node, platform.key(), token));
        }
        clients.forEach(Socket::greeted);
        long sent = System.nanoTime();
        platform.revoke(id);
        long latest = 0;
        for (Socket client : clients) {
            long micros = Math.max(0, (client.endedAt() - sent) / 1_000);
            each.recordValue(micros);
            latest = Math.max(latest, micros);
            client.close();
        }
        last.recordValue(latest);
    }

    // ---- whom they keep waiting

    private String waiting(int arrivals, int seconds) {
        String quiet = pings(0, seconds, null);
        String quick = pings(arrivals, seconds, number -> mint.quick("u" + number, "quick-" + number));
        String slow = pings(arrivals, seconds, number -> mint.slow("u" + number, "slow-" + number));
        return "{\"arrivals_per_second\":" + arrivals + ",\"nobody\":" + quiet + ",\"hs256\":" + quick + ",\"es256\":"
                + slow + "}";
    }

    /** The round trips of clients who are there, while others come with tokens that nobody has seen before. */
    private String pings(int arrivals, int seconds, @Nullable IntFunction<String> tokens) {
        String node = platform.nodes().get(0);
        List<Socket> present = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            present.add(Socket.open(http, node, platform.key(), mint.quick("here" + i, "here-" + i))
                    .greeted());
        }
        // Made beforehand: signing is this side's work and not the server's.
        List<String> made = new ArrayList<>();
        for (int i = 0; tokens != null && i < arrivals * seconds; i++) {
            made.add(tokens.apply(i));
        }
        List<Socket> came = new ArrayList<>();
        var trips = new Histogram(3);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            if (!made.isEmpty()) {
                var next = made.iterator();
                var unused = clock.scheduleAtFixedRate(
                        () -> {
                            if (next.hasNext()) {
                                came.add(Socket.open(http, node, platform.key(), next.next()));
                            }
                        },
                        0,
                        TimeUnit.SECONDS.toMicros(1) / arrivals,
                        TimeUnit.MICROSECONDS);
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            for (int i = 0; System.nanoTime() < end; i++) {
                trips.recordValue(present.get(i % present.size()).ping() / 1_000);
                pause();
            }
        } finally {
            clock.shutdown();
            awaitQuietly(clock);
        }
        came.forEach(Socket::greeted);
        came.forEach(Socket::close);
        present.forEach(Socket::close);
        return json(trips);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitQuietly(ScheduledExecutorService clock) {
        try {
            var unused = clock.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String json(Histogram micros) {
        return String.format(
                Locale.ROOT,
                "{\"p50\":%.2f,\"p99\":%.2f,\"max\":%.2f}",
                micros.getValueAtPercentile(50) / 1_000.0,
                micros.getValueAtPercentile(99) / 1_000.0,
                micros.getMaxValue() / 1_000.0);
    }
}
