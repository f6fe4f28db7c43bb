package io.carillon.bench.load;

import io.carillon.bench.cost.JvmHeap;
import io.carillon.bench.cost.Machine;
import io.carillon.bench.cost.ProcessUsage;
import io.carillon.bench.report.RunResult;
import io.carillon.bench.report.RunResult.PartCost;
import io.carillon.bench.report.RunResult.Percentiles;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One run, from the first connection to the figures: rehearse, connect, warm up, measure, wait for what is under way, leave.
 *
 * <p>The caller's thread only walks through these steps; everything that is counted belongs to the event loop, and a figure of
 * {@code /proc} is read there too, in the same turn as the counts it is divided by.
 */
public final class Load {

    private static final double SETTLE_SECONDS = 1;
    private static final double DRAIN_SECONDS = 5;
    private static final double DRAIN_STEP_SECONDS = 0.02;

    private final Settings settings;
    private final Network network;
    private final EventLoop loop;
    private final Tally tally = new Tally();
    private final Complaints complaints = new Complaints();

    private Load(Settings settings, Network network) {
        this.settings = settings;
        this.network = network;
        this.loop = network.loop();
    }

    /**
     * Puts the load on the server and measures.
     *
     * @throws LoadException if no load could be put on it; the message tells what the server said
     */
    public static RunResult run(Settings settings) {
        try (Network network = new Network(settings.servers().get(0))) {
            return new Load(settings, network).run();
        }
    }

    private RunResult run() {
        Sample fresh = onLoop(this::sample);
        @Nullable Rehearsal rehearsal = settings.rehearsal() == 0 ? null : rehearse(fresh);
        OptionalLong heapBefore = heap();

        Sample before = onLoop(this::sample);
        List<LoadedChannel> channels = channels();
        Crowd crowd = new Crowd(settings, network, tally, complaints, channels, settings.connections());
        Sample connected = connect(crowd);
        OptionalLong heapAfter = heap();

        Backend backend = new Backend(settings, network, tally, complaints);
        Traffic traffic = traffic(channels, backend);
        begin(crowd, backend, traffic);
        pause(settings.mode() == Mode.IDLE ? 0 : settings.warmupSeconds());

        Sample start = onLoop(this::startMeasuring);
        pause(settings.seconds());
        Sample end = onLoop(this::stopMeasuring);
        int alive = onLoop(crowd::alive);
        double load = Machine.load();
        @Nullable Long undelivered = drain(traffic);
        RunResult result = onLoop(() -> new Findings(fresh, before, connected, start, end)
                .result(crowd, rehearsal, growth(heapBefore, heapAfter), undelivered, alive, load));
        await(onLoop(() -> {
            backend.close();
            return crowd.leave();
        }));
        return result;
    }

    /** What a server that had not seen a connection needed for the first of them. */
    record Rehearsal(Sample connected, int connections) {}

    /** Opens and closes connections before any are counted, as many at once as will be counted; answers how the first went. */
    private Rehearsal rehearse(Sample fresh) {
        Rehearsal first = null;
        for (int left = settings.rehearsal(); first == null || left > 0; left -= settings.connections()) {
            int size = Math.min(left, settings.connections());
            var crowd = new Crowd(settings, network, new Tally(), complaints, channels(), size);
            Sample connected = connect(crowd);
            if (first == null) {
                first = new Rehearsal(connected, crowd.joined());
            }
            await(onLoop(crowd::leave));
            pause(SETTLE_SECONDS);
        }
        return first;
    }

    private Sample connect(Crowd crowd) {
        await(onLoop(crowd::assemble));
        if (onLoop(crowd::joined) == 0) {
            throw new LoadException("No connection came up. First error: " + onLoop(complaints::first));
        }
        if (settings.mode() == Mode.IDLE) {
            // What a server puts off belongs to the cost of connecting, and shows only when nothing else does.
            pause(SETTLE_SECONDS);
        }
        return onLoop(this::sample);
    }

    private List<LoadedChannel> channels() {
        List<LoadedChannel> channels = new ArrayList<>();
        for (int i = 0; i < settings.channels(); i++) {
            String name = settings.dialect().channelName(settings.prefix(), i, settings.clientsPublish());
            channels.add(new LoadedChannel(settings.dialect(), i, name, settings.payload()));
        }
        return channels;
    }

    private Traffic traffic(List<LoadedChannel> channels, Backend backend) {
        if (settings.mode() == Mode.IDLE) {
            return Traffic.SILENCE;
        }
        if (settings.mode() == Mode.ECHO) {
            return new PingPong(loop, channels, tally, settings.window());
        }
        boolean overHttp = settings.mode() == Mode.PUB;
        Outlet outlet = overHttp ? backend : new Clients(tally, channels.size());
        if (settings.rate() > 0) {
            return new OpenLoop(loop, channels, outlet, tally, settings.rate());
        }
        int hearers = Math.max(1, settings.connections() / settings.channels() - (overHttp ? 0 : 1));
        return new ClosedLoop(loop, channels, outlet, tally, settings.window(), hearers);
    }

    private void begin(Crowd crowd, Backend backend, Traffic traffic) {
        if (settings.mode() == Mode.PUB) {
            await(onLoop(backend::open));
        }
        onLoop(() -> {
            crowd.listenFor(traffic);
            backend.workFor(traffic);
            traffic.begin();
            return traffic;
        });
    }

    private Sample startMeasuring() {
        Sample sample = sample();
        tally.startMeasuring();
        return sample;
    }

    private Sample stopMeasuring() {
        tally.stopMeasuring();
        return sample();
    }

    /** Waits for what is under way; answers what never came. */
    private @Nullable Long drain(Traffic traffic) {
        onLoop(() -> {
            traffic.end();
            return traffic;
        });
        if (settings.mode() == Mode.IDLE || settings.mode() == Mode.ECHO) {
            return null;
        }
        for (double waited = 0; waited < DRAIN_SECONDS && onLoop(tally::owed) > 0; waited += DRAIN_STEP_SECONDS) {
            pause(DRAIN_STEP_SECONDS);
        }
        return onLoop(tally::undelivered);
    }

    private OptionalLong heap() {
        return settings.measuresHeap() && !settings.pids().isEmpty()
                ? JvmHeap.liveBytes(settings.pids().get(0))
                : OptionalLong.empty();
    }

    private @Nullable Double growth(OptionalLong before, OptionalLong after) {
        return before.isEmpty() || after.isEmpty()
                ? null
                : (double) (after.getAsLong() - before.getAsLong()) / settings.connections();
    }

    private Sample sample() {
        ProcessUsage server = settings.pids().isEmpty() ? null : ProcessUsage.of(settings.pids());
        Map<String, ProcessUsage> parts = new LinkedHashMap<>();
        settings.parts().forEach((name, pids) -> parts.put(name, ProcessUsage.of(pids)));
        return new Sample(System.nanoTime(), server, parts, ProcessUsage.ofMyself());
    }

    // ---- the caller's thread and the loop's

    private <T> T onLoop(Supplier<T> task) {
        return await(CompletableFuture.supplyAsync(task, loop));
    }

    // What the timer completes is waited for; the timer itself is not.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void pause(double seconds) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        loop.schedule(() -> over.complete(null), (long) (seconds * 1e9), TimeUnit.NANOSECONDS);
        await(over);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** What had been used at one moment; the server's share only where it is known. */
    private record Sample(
            long nanos, @Nullable ProcessUsage server, Map<String, ProcessUsage> parts, ProcessUsage generator) {

        @Nullable
        ProcessUsage serverSince(Sample before) {
            return server == null || before.server == null ? null : server.since(before.server);
        }

        @Nullable
        Double cpuUsSince(Sample before, long divisor) {
            ProcessUsage used = serverSince(before);
            return used == null || divisor == 0 ? null : used.cpuSeconds() * 1e6 / divisor;
        }
    }

    /** The samples of a run, and what follows from them. */
    private final class Findings {

        private final Sample fresh;
        private final Sample before;
        private final Sample connected;
        private final Sample start;
        private final Sample end;

        Findings(Sample fresh, Sample before, Sample connected, Sample start, Sample end) {
            this.fresh = fresh;
            this.before = before;
            this.connected = connected;
            this.start = start;
            this.end = end;
        }

        RunResult result(
                Crowd crowd,
                @Nullable Rehearsal rehearsal,
                @Nullable Double heapPerConnection,
                @Nullable Long undelivered,
                int alive,
                double load) {
            double span = (end.nanos() - start.nanos()) / 1e9;
            ProcessUsage server = end.serverSince(start);
            ProcessUsage generator = end.generator().since(start.generator());
            // Of a server that had not seen a connection: a warm one has grown for these before.
            Rehearsal cold = rehearsal == null ? new Rehearsal(connected, crowd.joined()) : rehearsal;
            ProcessUsage grown = cold.connected.serverSince(fresh);
            boolean isOrdered = !settings.unordered() && settings.mode() != Mode.ECHO;
            return new RunResult(
                    settings.label(),
                    settings.protocol(),
                    settings.mode().name().toLowerCase(Locale.ROOT),
                    settings.connections(),
                    settings.channels(),
                    settings.payload(),
                    settings.rate(),
                    settings.window(),
                    rounded(crowd.joined() / crowd.assemblySeconds()),
                    rounded(connected.cpuUsSince(before, crowd.joined())),
                    rehearsal == null ? null : rounded(cold.connected.cpuUsSince(fresh, cold.connections)),
                    percentiles(tally.handshakes()),
                    fresh.server() == null ? null : fresh.server().residentKb(),
                    cold.connected.server() == null
                            ? null
                            : cold.connected.server().residentKb(),
                    grown == null ? null : rounded(grown.residentKb() * 1024.0 / cold.connections),
                    end.server() == null ? null : end.server().residentKb(),
                    rounded(heapPerConnection),
                    rounded(tally.published() / span),
                    rounded(tally.delivered() / span),
                    rounded(tally.bytesRead() / 1e6 / span),
                    server == null ? null : rounded(server.cpuSeconds() / span),
                    rounded(end.cpuUsSince(start, tally.delivered())),
                    server == null || server.cpuSeconds() == 0
                            ? null
                            : rounded(server.systemSeconds() / server.cpuSeconds()),
                    server == null ? null : rounded(server.waitedSeconds() / span),
                    rounded(generator.cpuSeconds() / span),
                    rounded(generator.waitedSeconds() / span),
                    percentiles(tally.latency()),
                    isOrdered ? tally.lost() : null,
                    isOrdered ? tally.reordered() : null,
                    undelivered,
                    tally.stalls(),
                    tally.publisherBusy(),
                    tally.httpErrors(),
                    alive,
                    crowd.failed(),
                    load,
                    complaints.first(),
                    parts(span));
        }

        private Map<String, PartCost> parts(double span) {
            Map<String, PartCost> costs = new LinkedHashMap<>();
            end.parts().forEach((name, usage) -> {
                ProcessUsage used =
                        usage.since(Objects.requireNonNull(start.parts().get(name)));
                double cpu = used.cpuSeconds();
                costs.put(
                        name,
                        new PartCost(
                                rounded(cpu / span),
                                tally.published() == 0 ? null : rounded(Double.valueOf(cpu * 1e6 / tally.published())),
                                cpu == 0 ? null : rounded(Double.valueOf(used.systemSeconds() / cpu)),
                                cpu == 0 ? null : rounded(Double.valueOf(used.compilerSeconds() / cpu)),
                                rounded(used.waitedSeconds() / span)));
            });
            return costs;
        }
    }

    private static Percentiles percentiles(Histogram nanos) {
        return new Percentiles(
                millis(nanos.getValueAtPercentile(50)),
                millis(nanos.getValueAtPercentile(90)),
                millis(nanos.getValueAtPercentile(99)),
                millis(nanos.getValueAtPercentile(99.9)),
                millis(nanos.getMaxValue()));
    }

    private static double millis(long nanos) {
        return rounded(nanos / 1e6);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static @Nullable Double rounded(@Nullable Double value) {
        return value == null ? null : (Double) rounded(value.doubleValue());
    }
}
