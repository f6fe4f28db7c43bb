package io.carillon.bench.report;

import io.carillon.bench.report.Journal.Run;
import io.carillon.bench.report.Report.Circumstances;
import io.carillon.bench.report.Report.Everything;
import io.carillon.bench.report.RunResult.PartCost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a publish costs in each process when brokers and control planes share a Redis, beside what it costs where one process
 * does it all in memory.
 */
public final class BusReport {

    /** The one process. */
    static final String MEMORY = "memory";

    /** Control plane, Redis and brokers. */
    static final String BUS = "bus";

    static final String REDIS = "redis";
    static final String CONTROL_PLANE = "control-plane";
    static final String BROKER = "broker";

    // Above this a process was still being compiled.
    private static final double COLD = 0.1;

    private static final List<String> PARTS = List.of(REDIS, CONTROL_PLANE, BROKER);

    /** Two loads on the same channels: one keeps a window full, one has half of the rate that the bus reached. */
    private enum Way {
        HISTORY("history", "HTTP, with history"),
        VOLATILE("volatile", "client events, volatile"),
        TWO_LANES("two-lanes", "HTTP, with history, a subscriber on each of two brokers");

        private final String full;
        private final String description;

        Way(String full, String description) {
            this.full = full;
            this.description = description;
        }

        String full() {
            return full;
        }

        String half() {
            return full + "-half";
        }

        String description() {
            return description;
        }
    }

    private final Circumstances circumstances;
    private final List<Run> runs;

    public BusReport(Circumstances circumstances, List<Run> runs) {
        this.circumstances = circumstances;
        this.runs = List.copyOf(runs);
    }

    public String json() {
        return new Everything(circumstances, runs).json();
    }

    public String markdown() {
        return "# What the bus costs\n\n"
                + "Written by `deploy/bench/bus`; the same figures for programs: `benchmarks-bus.json`. Publish through control plane,"
                + " Redis and broker to the client, beside one process in memory, in turn, in the same run.\n\n"
                + "## CPU per publish, in microseconds, as fast as it goes\n\n" + costs(Way::full)
                + "\n## CPU per publish, in microseconds, at half of that rate\n\n" + costs(Way::half)
                + "\n## Latency at half of the rate that the bus reached\n\n" + latencies()
                + "\n## How fast it went, and who had a core\n\n" + rates()
                + "\n" + remarks()
                + circumstances.markdown()
                + reading();
    }

    private interface Load {
        String of(Way way);
    }

    private Table costs(Load load) {
        var table = new Table(List.of(
                "load",
                "in memory",
                "Redis",
                "control plane",
                "broker(s)",
                "sum",
                "sum / in memory",
                "without Redis / in memory",
                "events/s per Redis core"));
        for (Way way : Way.values()) {
            Runs measured = new Runs(runs, load.of(way));
            OptionalDouble redis = measured.median(BUS, result -> cost(result, REDIS));
            table.row(List.of(
                    way.description(),
                    Table.figure(measured.median(MEMORY, BusReport::sum), 1),
                    Table.figure(redis, 1),
                    Table.figure(measured.median(BUS, result -> cost(result, CONTROL_PLANE)), 1),
                    Table.figure(measured.median(BUS, result -> cost(result, BROKER)), 1),
                    Table.figure(measured.median(BUS, BusReport::sum), 1),
                    Table.figure(measured.medianRatio(BUS, MEMORY, BusReport::sum), 2, "x"),
                    Table.figure(measured.medianRatio(BUS, MEMORY, BusReport::withoutRedis), 2, "x"),
                    Table.figure(measured.median(BUS, BusReport::eventsPerRedisCore), 0)));
        }
        return table;
    }

    private Table latencies() {
        var table = new Table(List.of(
                "load", "rate/s", "in memory ms p50", "p99", "over the bus ms p50", "p99", "found its publisher busy"));
        for (Way way : Way.values()) {
            Runs measured = new Runs(runs, way.half());
            table.row(List.of(
                    way.description(),
                    Table.figure(measured.median(BUS, RunResult::publishedPerS), 0),
                    Table.figure(
                            measured.median(MEMORY, result -> result.latencyMs().p50()), 2),
                    Table.figure(
                            measured.median(MEMORY, result -> result.latencyMs().p99()), 2),
                    Table.figure(
                            measured.median(BUS, result -> result.latencyMs().p50()), 2),
                    Table.figure(
                            measured.median(BUS, result -> result.latencyMs().p99()), 2),
                    Table.figure(measured.worst(BUS, RunResult::publisherBusy), 0)));
        }
        return table;
    }

    private Table rates() {
        var table = new Table(List.of(
                "load, server",
                "events/s",
                "deliveries/s",
                "servers busy",
                "servers waited",
                "Redis waited",
                "control plane waited",
                "broker(s) waited",
                "compiling",
                "generator busy",
                "generator waited",
                "lost",
                "reordered",
                "load average"));
        for (Way way : Way.values()) {
            for (String load : List.of(way.full(), way.half())) {
                Runs measured = new Runs(runs, load);
                for (String target : List.of(MEMORY, BUS)) {
                    List<String> cells = new ArrayList<>();
                    cells.add(load + ", " + target);
                    cells.add(Table.figure(measured.median(target, RunResult::publishedPerS), 0));
                    cells.add(Table.figure(measured.median(target, RunResult::deliveredPerS), 0));
                    cells.add(Table.percent(measured.median(target, RunResult::serverCpu)));
                    cells.add(Table.percent(measured.median(target, RunResult::serverWaited)));
                    for (String part : PARTS) {
                        cells.add(orDash(measured.median(target, result -> waited(result, part))));
                    }
                    cells.add(Table.percent(measured.worst(target, BusReport::compiling)));
                    cells.add(Table.percent(measured.median(target, RunResult::generatorCpu)));
                    cells.add(Table.percent(measured.median(target, RunResult::generatorWaited)));
                    cells.add(Table.figure(measured.worst(target, RunResult::lost), 0));
                    cells.add(Table.figure(measured.worst(target, RunResult::reordered), 0));
                    cells.add(Table.figure(measured.worst(target, RunResult::load), 1));
                    table.row(cells);
                }
            }
        }
        return table;
    }

    /** In memory there is but one process. */
    private static String orDash(OptionalDouble share) {
        return share.isEmpty() ? "-" : Table.percent(share);
    }

    private static @Nullable Double cost(RunResult result, String part) {
        PartCost cost = result.parts().get(part);
        return cost == null ? null : cost.cpuUsPerPublish();
    }

    private static @Nullable Double waited(RunResult result, String part) {
        PartCost cost = result.parts().get(part);
        return cost == null ? null : (Double) cost.waited();
    }

    /** Of the process that was the coldest. */
    private static @Nullable Double compiling(RunResult result) {
        return result.parts().values().stream()
                .map(PartCost::compiling)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Null unless every process's share is known: a sum that lacks one would flatter. */
    private static @Nullable Double sum(RunResult result) {
        return sum(result.parts().values());
    }

    /** What is left to compare if Redis has a machine of its own. */
    private static @Nullable Double withoutRedis(RunResult result) {
        return sum(result.parts().entrySet().stream()
                .filter(part -> !part.getKey().equals(REDIS))
                .map(Map.Entry::getValue)
                .toList());
    }

    private static @Nullable Double sum(Iterable<PartCost> parts) {
        Double sum = null;
        for (PartCost part : parts) {
            Double cost = part.cpuUsPerPublish();
            if (cost == null) {
                return null;
            }
            sum = sum == null ? cost : (Double) (sum + cost);
        }
        return sum;
    }

    /** What one core that does nothing but Redis would take, each publish at this price. */
    private static @Nullable Double eventsPerRedisCore(RunResult result) {
        Double cost = cost(result, REDIS);
        return cost == null || cost == 0 ? null : (Double) (1e6 / cost);
    }

    // ---- what keeps a figure from being believed

    private String remarks() {
        List<String> remarks = new ArrayList<>();
        for (Way way : Way.values()) {
            for (String load : List.of(way.full(), way.half())) {
                Runs measured = new Runs(runs, load);
                for (String target : List.of(MEMORY, BUS)) {
                    if (measured.results(target).isEmpty()) {
                        remarks.add("**" + load + ", " + target + ": no figure could be had.**");
                    }
                    for (RunResult result : measured.results(target)) {
                        remark(remarks, load + ", " + target, result);
                    }
                }
                for (Run failure : measured.failures()) {
                    remarks.add("**" + load + ", " + failure.target() + ", repetition " + failure.repetition()
                            + " failed**: " + failure.failure());
                }
            }
        }
        return remarks.isEmpty()
                ? ""
                : "## To be known before believing a figure\n\n* " + String.join("\n* ", remarks) + "\n\n";
    }

    private static void remark(List<String> remarks, String who, RunResult result) {
        Long undelivered = result.undelivered();
        if (undelivered != null && undelivered > 0) {
            remarks.add(who + ": " + undelivered + " deliveries had not come 5 s after the last publish");
        }
        Double compiling = compiling(result);
        if (compiling != null && compiling > COLD) {
            remarks.add(who + ": a JVM's compiler took " + Table.percent(OptionalDouble.of(compiling))
                    + " of what its process used: it was not warm yet, and each publish cost more than it will");
        }
        if (!result.error().isEmpty()) {
            remarks.add(who + ": first error: `" + result.error().replace('`', '\'') + "` (" + result.httpErrors()
                    + " HTTP errors, " + result.failed() + " of " + result.conns() + " connections failed, "
                    + result.stalls() + " stalls)");
        }
    }

    private static String reading() {
        return """
                ## How to read this

                * CPU per publish is user and kernel time that the kernel counted for a process while the load was measured, over
                  the messages that were published meanwhile. It holds what the process did besides: a lease, a canary on each lane.
                  Medians over the repetitions; sums and ratios are taken within each.
                * **Events/s per Redis core** is one million divided by Redis's share: what a core would take that does nothing else.
                * As fast as it goes, messages wait for each other and travel in batches; at half of the rate there is less to join,
                  so that a publish costs more.
                * Over HTTP, an event is signed, gets a Position and is kept in the channel's history, then goes to one broker, or two.
                  A client event comes in at the broker and goes through Redis and back, without either; its control plane is idle.
                * "compiling" is the share of its CPU time that a JVM spent on compiling itself, in the process and the repetition where it
                  was largest. It is in the figures above; a server that has run for a while has none.
                * "waited" is the share of time in which a process's threads could have run but something else had their core, added
                  up over its threads. All processes of a server share one core here, so they wait for each other, too: rates and
                  latencies are those of a crowded machine, and CPU per publish and ratios keep their meaning.
                """;
    }
}
