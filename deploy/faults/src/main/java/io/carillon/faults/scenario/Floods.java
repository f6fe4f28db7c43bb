package io.carillon.faults.scenario;

import io.carillon.faults.client.Audience;
import io.carillon.faults.client.Client;
import io.carillon.faults.client.Frames;
import io.carillon.faults.client.RawSocket;
import io.carillon.faults.client.RawSocket.Ending;
import io.carillon.faults.client.Route;
import io.carillon.faults.client.Siege;
import io.carillon.faults.process.Await;
import io.carillon.faults.process.CarillonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.Deflater;

/** Bombs and floods from one address, and good clients at another who should not notice. */
final class Floods implements Scenario {

    private static final int GOOD = 500;
    private static final String CHANNEL = "calm";
    private static final int EVENTS_PER_SECOND = 20;
    private static final int EVENT_BYTES = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration CALM = Duration.ofSeconds(6);
    private static final Duration IN_TIME = Duration.ofSeconds(15);
    private static final Duration ARRIVAL = Duration.ofSeconds(10);
    private static final Duration ANSWERED = Duration.ofSeconds(1);
    private static final int BUDGET_MEGABYTES = 50;
    private static final double WITHIN = 2;
    // Below this nobody tells a factor from the machine's own unrest.
    private static final double QUIET_MILLIS = 10;

    private static final int STORMS = 2;
    private static final int TIMES = 5;
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final int SILENT = 1_000;
    private static final int SLOW = 200;
    private static final int MEGABYTE = 1024 * 1024;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int INVALID = 1007;
    private static final int TOO_BIG = 1009;
    private static final int OVER_CAPACITY = 4100;

    /** What an attacker does once it has its WebSocket, and the code with which it must be sent away. */
    private record Attack(String name, int code, Consumer<RawSocket> bytes) {}

    @Override
    public String name() {
        return "floods";
    }

    @Override
    public String story() {
        return "Beside " + GOOD + " clients that hear " + EVENTS_PER_SECOND + " events a second: " + SLOW
                + " connections that send their header byte by byte and " + SILENT
                + " that say nothing, and meanwhile, " + TIMES + " times each, "
                + String.join(", ", attacks().stream().map(Attack::name).toList())
                + ", a flood of subscriptions, and deep and huge JSON.";
    }

    @Override
    public void play(Stage stage) {
        CarillonNode node = stage.alone("carillon", Map.of());
        Audience good = stage.crowd().audience(Route.to(node), CHANNEL);
        good.sit(GOOD);
        List<Attack> attacks = attacks();
        long last;
        Timings calmAnswers;
        Timings stormAnswers;
        double calmPeak;
        double stormPeak;
        List<List<Double>> calm = new ArrayList<>();
        List<List<Double>> storms = new ArrayList<>();
        try (var metronome = new Metronome(stage.api(node), CHANNEL, EVENTS_PER_SECOND, EVENT_BYTES);
                var windows = new Windows(good);
                var gauge = new Gauge(node.process())) {
            Await.pause(WARM_UP);
            // Each once before anything counts: what a process loads once is not what an attack costs.
            attacks.forEach(attack -> attempt(stage, node, attack));
            windows.next();
            metronome.next();
            gauge.nextPeak();
            Await.pause(CALM);
            calm.add(Windows.p99s(windows.next()));
            calmAnswers = metronome.next();
            calmPeak = gauge.nextPeak();
            for (int i = 0; i < STORMS; i++) {
                storm(stage, node, attacks);
                storms.add(Windows.p99s(windows.next()));
                Await.pause(CALM);
                calm.add(Windows.p99s(windows.next()));
            }
            stormAnswers = metronome.next();
            stormPeak = gauge.nextPeak();
            last = metronome.last();
            Await.within(ARRIVAL, () -> good.behind(last) == 0);
            stage.promise(
                    "publishers are answered 200 all the while",
                    metronome.refused() == 0,
                    metronome.refused() + " were not");
        }
        stage.promise(
                "the process is the same as before",
                node.process().isAlive(),
                node.process().toString());
        stage.promise(
                "the good clients lose nothing, hear nothing twice, and stay",
                good.missed() + good.repeated() + good.gone() + good.behind(last) == 0,
                good.missed() + " missed, " + good.repeated() + " repeated, " + good.gone() + " gone, "
                        + good.behind(last) + " behind at the end, of " + last + " events to " + GOOD);
        double more = Math.round((stormPeak - calmPeak) * 10) / 10.0;
        stage.promise(
                "memory grows by less than " + BUDGET_MEGABYTES + " MB",
                more < BUDGET_MEGABYTES,
                calmPeak + " MB before, " + stormPeak + " MB at most");
        stage.promise(
                "a publish is answered within " + ANSWERED.toSeconds() + " s at most",
                stormAnswers.count() > 0 && stormAnswers.maxMillis() < ANSWERED.toMillis(),
                stormAnswers.count() + " in the storm, the slowest after " + stormAnswers.maxMillis() + " ms");
        latency(stage, calm, storms);
        stage.figure("memory grows by", more, "MB");
        stage.figure("a publish is answered in calm p99", calmAnswers.p99Millis(), "ms");
        stage.figure("a publish is answered in the storm p99", stormAnswers.p99Millis(), "ms");
        stage.figure("a publish is answered in the storm max", stormAnswers.maxMillis(), "ms");
    }

    /** The figures tell the machine's own unrest beside it: calm turns differ as well. */
    private static void latency(Stage stage, List<List<Double>> calm, List<List<Double>> storms) {
        List<Double> calmTurns = calm.stream().map(Windows::median).toList();
        List<Double> stormTurns = storms.stream().map(Windows::median).toList();
        double inCalm = Windows.median(calmTurns);
        double inStorm = Windows.median(stormTurns);
        stage.promise(
                "their p99 stays below " + (int) WITHIN + " times what it is in calm, or below " + (int) QUIET_MILLIS
                        + " ms (medians of the turns)",
                inStorm < Math.max(QUIET_MILLIS, WITHIN * inCalm),
                "of each second, in the storms " + storms + ", in calm before, between and after " + calm + " ms");
        stage.figure("p99 in calm, median of the turns", inCalm, "ms");
        stage.figure("p99 in calm, worst turn", Windows.max(calmTurns), "ms");
        stage.figure("p99 in the storms, median of the turns", inStorm, "ms");
    }

    private static void storm(Stage stage, CarillonNode node, List<Attack> attacks) {
        try (Siege siege = Siege.lay(node.address(), SILENT, SLOW)) {
            // Not on the common pool: it has one thread here, and the API's answers need it.
            var besieging =
                    CompletableFuture.runAsync(() -> siege.last(IN_TIME), task -> new Thread(task, "siege").start());
            newcomer(stage, node);
            for (Attack attack : attacks) {
                attack(stage, node, attack);
            }
            subscriptions(stage, node);
            deepJson(stage, node);
            besieging.join();
            stage.promise(
                    SILENT + " silent and " + SLOW + " slow connections are sent away within " + IN_TIME.toSeconds()
                            + " s",
                    siege.left() == 0,
                    siege.left() + " were left, the last went after "
                            + siege.longest().toMillis() + " ms");
            stage.figure(
                    "the last silent or slow connection stays", siege.longest().toMillis(), "ms");
        }
    }

    /** The same a few times in a row. */
    private static void attack(Stage stage, CarillonNode node, Attack attack) {
        List<String> otherwise = new ArrayList<>();
        long longest = 0;
        String reason = "";
        for (int i = 0; i < TIMES; i++) {
            long beganAt = System.nanoTime();
            Ending ending = attempt(stage, node, attack);
            long took = Duration.ofNanos(System.nanoTime() - beganAt).toMillis();
            longest = Math.max(longest, took);
            reason = ending.reason();
            if (ending.code() != attack.code() || took > IN_TIME.toMillis()) {
                otherwise.add((ending.code() == 0 ? "not closed" : "closed with " + ending.code()) + " after " + took
                        + " ms: " + reason);
            }
            Await.pause(BETWEEN);
        }
        stage.promise(
                attack.name() + ": closed with " + attack.code(),
                otherwise.isEmpty(),
                otherwise.isEmpty()
                        ? TIMES + " of " + TIMES + " times, after " + longest + " ms at most: " + reason
                        : String.join("; ", otherwise));
    }

    private static List<Attack> attacks() {
        return List.of(
                new Attack(
                        "a compressed bomb that was never agreed on",
                        PROTOCOL_ERROR,
                        socket -> socket.send(Bomb.BYTES)),
                new Attack("200 MB of a message that never ends", TOO_BIG, Floods::endless),
                new Attack("3 million fragments of one byte", TOO_BIG, Floods::fragments),
                new Attack("200,000 pings of 125 bytes whose pongs are not read", OVER_CAPACITY, Floods::pings),
                new Attack(
                        "invalid UTF-8",
                        INVALID,
                        socket -> socket.send(Frames.frame(
                                Frames.FIN | Frames.TEXT, new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'}))),
                new Attack(
                        "reserved bits",
                        PROTOCOL_ERROR,
                        socket -> socket.send(Frames.frame(Frames.FIN | 0x30 | Frames.TEXT, new byte[10]))),
                new Attack(
                        "an unknown opcode",
                        PROTOCOL_ERROR,
                        socket -> socket.send(Frames.frame(Frames.FIN | 5, new byte[10]))),
                new Attack(
                        "an unmasked frame",
                        PROTOCOL_ERROR,
                        socket -> socket.send(Frames.unmasked("{\"event\":\"pusher:ping\"}"))),
                new Attack(
                        "a length of 2^63",
                        PROTOCOL_ERROR,
                        socket -> socket.send(Frames.head(Frames.FIN | Frames.TEXT, Long.MIN_VALUE))),
                new Attack(
                        "a length of 2^62",
                        TOO_BIG,
                        socket -> socket.send(Frames.head(Frames.FIN | Frames.TEXT, 1L << 62))),
                new Attack("5 MB of JSON", TOO_BIG, Floods::huge));
    }

    private static Ending attempt(Stage stage, CarillonNode node, Attack attack) {
        try (RawSocket socket = RawSocket.upgraded(node.address(), stage.app())) {
            attack.bytes().accept(socket);
            return socket.readToEnd(IN_TIME);
        }
    }

    /** 60 MB of zeros in 60 kB, made when it is first sent. */
    private static final class Bomb {

        static final byte[] BYTES = bytes();

        private static byte[] bytes() {
            var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
            deflater.setInput(new byte[60 * MEGABYTE]);
            byte[] bomb = new byte[100 * 1024];
            int length = deflater.deflate(bomb, 0, bomb.length, Deflater.SYNC_FLUSH);
            deflater.end();
            return Frames.frame(Frames.FIN | Frames.RSV1 | Frames.TEXT, Arrays.copyOf(bomb, length));
        }
    }

    private static void endless(RawSocket socket) {
        byte[] begin = Frames.frame(Frames.TEXT, "x".repeat(32 * 1024).getBytes(StandardCharsets.US_ASCII));
        byte[] more = Frames.frame(Frames.CONTINUATION, "x".repeat(32 * 1024).getBytes(StandardCharsets.US_ASCII));
        boolean isHeard = socket.send(begin);
        for (int sent = 0; isHeard && sent < 200 * MEGABYTE; sent += more.length) {
            isHeard = socket.send(more);
        }
    }

    private static void fragments(RawSocket socket) {
        byte[] thousands = Frames.repeated(Frames.frame(Frames.CONTINUATION, new byte[] {'x'}), 10_000);
        boolean isHeard = socket.send(Frames.frame(Frames.TEXT, new byte[] {'x'}));
        for (int i = 0; isHeard && i < 300; i++) {
            isHeard = socket.send(thousands);
        }
    }

    private static void pings(RawSocket socket) {
        byte[] hundreds = Frames.repeated(Frames.frame(Frames.FIN | Frames.PING, new byte[125]), 500);
        boolean isHeard = true;
        for (int i = 0; isHeard && i < 400; i++) {
            isHeard = socket.send(hundreds);
        }
    }

    private static void huge(RawSocket socket) {
        socket.send(Frames.text("{\"event\":\"pusher:ping\",\"data\":\"" + "x".repeat(5 * MEGABYTE) + "\"}"));
    }

    /** Somebody good comes while the door is besieged from elsewhere. */
    private static void newcomer(Stage stage, CarillonNode node) {
        long beganAt = System.nanoTime();
        Client client = stage.crowd().extra("newcomer", Route.to(node));
        boolean isIn = true;
        try {
            client.connect()
                    .thenCombine(client.subscribe(CHANNEL + "-too"), (greeted, in) -> in)
                    .get(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            isIn = false;
        }
        long took = Duration.ofNanos(System.nanoTime() - beganAt).toMillis();
        stage.promise(
                "a good client from elsewhere is let in meanwhile within 2 s",
                isIn && took < 2_000,
                (isIn ? "in" : "not in") + " after " + took + " ms");
        client.hangUp().join();
    }

    /** Thousands of channels on one connection: it holds as many as one may, and is told so for each that is more. */
    private static void subscriptions(Stage stage, CarillonNode node) {
        double before = node.metrics().get("carillon_subscriptions");
        double refusedBefore = node.metrics().get("carillon_subscriptions_refused_total");
        int asked = 5_000;
        try (RawSocket socket = RawSocket.upgraded(node.address(), stage.app())) {
            for (int i = 0; i < asked; i++) {
                socket.send(Frames.text("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"flood-" + i + "\"}}"));
            }
            Ending ending = socket.readToEnd(Duration.ofSeconds(3));
            double held = node.metrics().get("carillon_subscriptions") - before;
            double refused = node.metrics().get("carillon_subscriptions_refused_total") - refusedBefore;
            boolean isHeld = ending.code() == 0 && held > 0 && held <= 500 && held + refused == asked;
            boolean isSentAway = ending.code() == OVER_CAPACITY;
            stage.promise(
                    "of " + asked
                            + " subscriptions on one connection it gets as many as one may have, or is closed with "
                            + OVER_CAPACITY,
                    isHeld || isSentAway,
                    held + " held, " + refused + " refused, code " + ending.code() + ", last heard: "
                            + ending.lastText());
        }
        Await.within(IN_TIME, () -> node.metrics().get("carillon_subscriptions") <= before);
        double left = node.metrics().get("carillon_subscriptions") - before;
        stage.promise("none of them is left when it has gone", left == 0, left + " are left");
    }

    /** As deep and as large as a message may be: refused in words, or ignored, and the next message is heard. */
    private static void deepJson(Stage stage, CarillonNode node) {
        TreeSet<String> deaf = new TreeSet<>();
        Map<String, String> bodies = Map.of(
                "deep arrays", "{\"event\":\"client-x\",\"channel\":\"a\",\"data\":" + "[".repeat(100_000),
                "deep objects", "{\"a\":".repeat(16_000),
                "a number of 100,000 digits",
                        "{\"event\":\"client-x\",\"channel\":\"a\",\"data\":" + "9".repeat(100_000) + "}",
                "a name of 100,000 characters", "{\"" + "n".repeat(100_000) + "\":1}",
                "a channel of 100,000 characters",
                        "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"" + "c".repeat(100_000) + "\"}}");
        bodies.forEach((kind, body) -> {
            try (RawSocket socket = RawSocket.upgraded(node.address(), stage.app())) {
                socket.send(Frames.text(body));
                socket.send(Frames.text("{\"event\":\"pusher:ping\",\"data\":{}}"));
                Ending ending = socket.readToEnd(Duration.ofSeconds(1));
                if (ending.code() != 0 || !ending.lastText().contains("pusher:pong")) {
                    deaf.add(kind + ": code " + ending.code() + ", last heard " + ending.lastText());
                }
            }
        });
        stage.promise(
                "JSON as deep and as large as a message may be is refused in words, and the next message is heard",
                deaf.isEmpty(),
                deaf.isEmpty() ? bodies.size() + " kinds" : String.join("; ", deaf));
    }
}
