package io.carillon.faults.scenario;

import io.carillon.faults.client.Audience;
import io.carillon.faults.client.Audience.Heard;
import io.carillon.faults.client.Frames;
import io.carillon.faults.client.RawSocket;
import io.carillon.faults.client.Route;
import io.carillon.faults.process.Await;
import io.carillon.faults.process.CarillonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Clients that never read, beside many that do, on a channel where much is said. */
final class SlowConsumers implements Scenario {

    private static final int GOOD = 1_000;
    private static final int SLOW = 50;
    private static final String CHANNEL = "hot";
    // 150 kB a second to each, 150 MB a second in all: two cores carry it, with the clients on the same two.
    private static final int EVENTS_PER_SECOND = 15;
    private static final int EVENT_BYTES = 10_000;
    private static final int ROUNDS = 3;
    private static final int QUICK_ROUNDS = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration PHASE = Duration.ofSeconds(10);
    private static final Duration CUT_OFF = Duration.ofSeconds(30);
    private static final Duration ARRIVAL = Duration.ofSeconds(10);
    private static final Duration AWAY = Duration.ofSeconds(15);
    private static final Duration SETTLED = Duration.ofSeconds(1);
    private static final int BUDGET_MEGABYTES = 64;
    private static final double WITHIN = 1.2;
    private static final String DELIVERED = "carillon_messages_delivered_total";
    private static final int OVER_CAPACITY = 4100;

    @Override
    public String name() {
        return "slow-consumers";
    }

    @Override
    public String story() {
        return GOOD + " clients hear " + EVENTS_PER_SECOND + " events of " + EVENT_BYTES / 1000
                + " kB a second on one channel. By turns of " + PHASE.toSeconds() + " s, " + ROUNDS
                + " times: alone, and beside " + SLOW + " that subscribe to the same and never read.";
    }

    @Override
    public void play(Stage stage) {
        CarillonNode node = stage.alone("carillon", Map.of());
        Audience good = stage.crowd().audience(Route.to(node), CHANNEL);
        good.sit(GOOD);
        double connections = node.metrics().get("carillon_connections");
        var alone = new Rounds();
        var beside = new Rounds();
        long cutOff = 0;
        long told = 0;
        long last;
        try (var metronome = new Metronome(stage.api(node), CHANNEL, EVENTS_PER_SECOND, EVENT_BYTES);
                var windows = new Windows(good);
                var gauge = new Gauge(node.process())) {
            Await.pause(WARM_UP);
            int rounds = stage.isQuick() ? QUICK_ROUNDS : ROUNDS;
            for (int round = 1; round <= rounds; round++) {
                windows.next();
                gauge.nextPeak();
                alone.begin(node);
                Await.pause(PHASE);
                alone.end(stage, node, "alone", windows.next(), gauge.nextPeak());

                long before = slow(node);
                List<RawSocket> slow = neverReading(stage, node);
                windows.next();
                beside.begin(node);
                Await.pause(PHASE);
                beside.end(stage, node, "beside " + SLOW + " that do not read", windows.next(), gauge.nextPeak());
                Await.within(CUT_OFF, () -> slow(node) >= before + SLOW);
                cutOff += slow(node) - before;
                told += told(slow);
                Await.within(AWAY, () -> node.metrics().get("carillon_connections") <= connections);
                Await.pause(SETTLED);
            }
            last = metronome.last();
            Await.within(ARRIVAL, () -> good.behind(last) == 0);
            stage.promise(
                    "publishers are answered 200 all the while",
                    metronome.refused() == 0,
                    metronome.refused() + " were not");
        }
        judge(stage, node, good, last, alone, beside, connections, cutOff, told);
    }

    private static void judge(
            Stage stage,
            CarillonNode node,
            Audience good,
            long last,
            Rounds alone,
            Rounds beside,
            double connections,
            long cutOff,
            long told) {
        int all = alone.p99.size() * SLOW;
        stage.promise("each that does not read is cut off", cutOff == all, cutOff + " of " + all);
        double left = node.metrics().get("carillon_connections");
        stage.promise(
                "and gone for good: none of its connections is left",
                left == connections,
                left + " connections, " + connections + " before");
        stage.promise(
                "those who read lose nothing, hear nothing twice, and stay",
                good.missed() + good.repeated() + good.gone() + good.behind(last) == 0,
                good.missed() + " missed, " + good.repeated() + " repeated, " + good.gone() + " gone, "
                        + good.behind(last) + " behind at the end, of " + last + " events to " + GOOD);
        double more = Math.round((Windows.max(beside.peak) - Windows.max(alone.peak)) * 10) / 10.0;
        stage.promise(
                "memory beyond that without them stays below " + BUDGET_MEGABYTES + " MB",
                more < BUDGET_MEGABYTES,
                more + " MB more: " + beside.peak + " after " + alone.peak);
        latency(stage, alone, beside);
        stage.figure("cut off, that learned the reason (4100), of " + all, told, "");
        stage.figure("resident memory at most, alone", Windows.max(alone.peak), "MB");
        stage.figure("resident memory at most, beside them", Windows.max(beside.peak), "MB");
    }

    /** The machine's own unrest, from one calm turn to the next, is the least that can be told apart. */
    private static void latency(Stage stage, Rounds alone, Rounds beside) {
        double ratio = Windows.median(beside.p99) / Windows.median(alone.p99);
        double unrest =
                Windows.max(alone.p99) / alone.p99.stream().min(Double::compare).orElse(1.0);
        boolean isDecided = ratio <= WITHIN || unrest < WITHIN;
        boolean isWithinUnrest = Windows.median(beside.p99) <= Windows.max(alone.p99);
        stage.promise(
                "the p99 of those who read stays within 20 %, or within what it varies by alone if that is more",
                ratio <= WITHIN || isWithinUnrest,
                "ratio of the medians " + Math.round(ratio * 100) / 100.0 + ": alone " + alone.p99 + ", beside them "
                        + beside.p99 + " ms"
                        + (isDecided
                                ? ""
                                : "; alone it varies by a factor of " + Math.round(unrest * 100) / 100.0
                                        + ", so 20 % cannot be told on this machine"));
        stage.figure("p99 alone, median of the turns", Windows.median(alone.p99), "ms");
        stage.figure("p99 beside them, median of the turns", Windows.median(beside.p99), "ms");
        stage.figure("p99 beside them to p99 alone", Math.round(ratio * 100) / 100.0, "");
        stage.figure("largest to smallest p99 alone", Math.round(unrest * 100) / 100.0, "");
        stage.figure("p50 alone, median of the turns", Windows.median(alone.p50), "ms");
        stage.figure("p50 beside them, median of the turns", Windows.median(beside.p50), "ms");
        stage.figure("processor time of a delivery alone, median of the turns", Windows.median(alone.micros), "us");
        stage.figure(
                "processor time of a delivery beside them, median of the turns", Windows.median(beside.micros), "us");
        stage.figure("deliveries a second", Math.rint(Windows.median(alone.perSecond)), "");
    }

    /** Returns when all are subscribed, as far as they could know if they read. */
    private static List<RawSocket> neverReading(Stage stage, CarillonNode node) {
        double before = node.metrics().get("carillon_subscriptions");
        List<RawSocket> sockets = new ArrayList<>();
        for (int i = 1; i <= SLOW; i++) {
            RawSocket socket = RawSocket.upgraded(node.address(), stage.app());
            socket.send(Frames.text("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"" + CHANNEL + "\"}}"));
            sockets.add(socket);
        }
        Await.require(
                "the subscriptions of those who will not read",
                CUT_OFF,
                () -> node.metrics().get("carillon_subscriptions") >= before + SLOW);
        return sockets;
    }

    /** They read at last, and hang up. How many learn why they were cut off: it is not too late yet for those who were so lately. */
    private static long told(List<RawSocket> slow) {
        long told = 0;
        for (RawSocket socket : slow) {
            try (socket) {
                if (socket.readToEnd(AWAY).code() == OVER_CAPACITY) {
                    told++;
                }
            }
        }
        return told;
    }

    private static long slow(CarillonNode node) {
        return (long) node.metrics().get("carillon_connections_slow_total");
    }

    /** What was measured in the turns of one kind; of each turn the median of its seconds. */
    private static final class Rounds {

        private final List<Double> p50 = new ArrayList<>();
        private final List<Double> p99 = new ArrayList<>();
        private final List<Double> micros = new ArrayList<>();
        private final List<Double> peak = new ArrayList<>();
        private final List<Double> perSecond = new ArrayList<>();

        private Duration workedBefore = Duration.ZERO;
        private double deliveredBefore;

        void begin(CarillonNode node) {
            deliveredBefore = node.metrics().get(DELIVERED);
            workedBefore = node.process().processorTime();
        }

        void end(Stage stage, CarillonNode node, String kind, List<Heard> windows, double peakMegabytes) {
            Duration worked = node.process().processorTime().minus(workedBefore);
            double delivered = node.metrics().get(DELIVERED) - deliveredBefore;
            micros.add(Math.round(worked.toNanos() / delivered / 10) / 100.0);
            p50.add(Windows.median(windows.stream().map(Heard::p50Millis).toList()));
            p99.add(Windows.median(Windows.p99s(windows)));
            perSecond.add(Windows.median(
                    windows.stream().map(window -> (double) window.events()).toList()));
            peak.add(peakMegabytes);
            stage.say(kind + ": p99 of each second " + Windows.p99s(windows) + " ms, " + peakMegabytes + " MB");
        }
    }
}
