package io.carillon.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.bench.cost.Machine;
import io.carillon.bench.report.Journal.Run;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The figures of a benchmark for people, as Markdown, and for programs, as JSON. What is missing is named. */
public final class Report {

    /** The server that all others are measured against: one write per subscriber per message. */
    public static final String FLOOR = "floor";

    /** The floor that joins what it was told in one turn, for loads in which messages queue. */
    public static final String COALESCING_FLOOR = "floor-coalesce";

    // Above these a figure says more about the machine or the generator than about the server.
    private static final double GENERATOR_IS_LIMIT = 0.9;
    private static final double DISTURBED = 0.05;

    /**
     * A load that was to be measured.
     *
     * @param isIdle whether connections are its point, and not deliveries
     */
    public record Section(String shape, String description, boolean isIdle) {}

    /**
     * What has to be known to believe a figure.
     *
     * @param date when, with the hour
     * @param serverJdk what Carillon ran on
     * @param serverOptions and with which options
     * @param load the machine's load average before the first run
     * @param settings warm-up, measured seconds, repetitions and pinning, in words
     */
    public record Circumstances(
            @JsonProperty("machine") Machine machine,
            @JsonProperty("date") String date,
            @JsonProperty("server_jdk") String serverJdk,
            @JsonProperty("server_options") String serverOptions,
            @JsonProperty("load") String load,
            @JsonProperty("settings") String settings) {

        /** A section of its own. */
        String markdown() {
            return "## Where and how\n\n| | |\n|---|---|\n"
                    + line("date", date)
                    + line("CPU", machine.cpu())
                    + line("cores", Integer.toString(machine.cores()))
                    + line("kernel", machine.kernel())
                    + line("Carillon's JDK", serverJdk)
                    + line("Carillon's JVM options", "`" + serverOptions + "`")
                    + line("load before the first run", load)
                    + line("settings", settings)
                    + "\n";
        }

        private static String line(String name, String value) {
            return "| " + name + " | " + value + " |\n";
        }
    }

    /** The figures for programs. */
    record Everything(
            @JsonProperty("circumstances") Circumstances circumstances,
            @JsonProperty("runs") List<Run> runs) {

        String json() {
            try {
                return Journal.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a record that is no JSON", e);
            }
        }
    }

    private final Circumstances circumstances;
    private final List<Section> sections;
    private final List<String> targets;
    private final List<Run> runs;

    /** @param targets the servers that were to be measured; one without a run is named as missing */
    public Report(Circumstances circumstances, List<Section> sections, List<String> targets, List<Run> runs) {
        this.circumstances = circumstances;
        this.sections = List.copyOf(sections);
        this.runs = List.copyOf(runs);
        Set<String> all = new LinkedHashSet<>(targets);
        runs.forEach(run -> all.add(run.target()));
        this.targets = List.copyOf(all);
    }

    public String json() {
        return new Everything(circumstances, runs).json();
    }

    public String markdown() {
        var text = new StringBuilder();
        text.append("# Benchmarks\n\nWritten by `deploy/bench/run`; the same figures for programs: `benchmarks.json`. ")
                .append("Server and floor were measured in turn, in the same run, on the same core.\n\n");
        text.append("## CPU per delivery, in microseconds\n\n")
                .append(summary())
                .append('\n');
        for (Section section : sections) {
            text.append("## ")
                    .append(section.shape())
                    .append(": ")
                    .append(section.description())
                    .append("\n\n");
            text.append(section.isIdle() ? idle(section) : deliveries(section)).append('\n');
        }
        text.append(remarks());
        text.append(circumstances.markdown());
        text.append(reading());
        return text.toString();
    }

    private Table summary() {
        List<String> others =
                targets.stream().filter(target -> !isFloor(target)).toList();
        List<String> head = new ArrayList<>(List.of("load", "floor", "coalescing floor"));
        for (String other : others) {
            head.addAll(List.of(other, other + " / floor", other + " / coalescing floor"));
        }
        var table = new Table(head);
        for (Section section : sections) {
            if (section.isIdle()) {
                continue;
            }
            Runs measured = new Runs(runs, section.shape());
            List<String> cells = new ArrayList<>();
            cells.add(section.shape());
            cells.add(Table.figure(cpu(measured, FLOOR), 2));
            cells.add(coalescing(measured, Table.figure(cpu(measured, COALESCING_FLOOR), 2)));
            for (String other : others) {
                cells.add(Table.figure(cpu(measured, other), 2));
                cells.add(Table.figure(measured.medianRatio(other, FLOOR, RunResult::serverCpuUsPerDelivery), 2, "x"));
                cells.add(coalescing(
                        measured,
                        Table.figure(
                                measured.medianRatio(other, COALESCING_FLOOR, RunResult::serverCpuUsPerDelivery),
                                2,
                                "x")));
            }
            table.row(cells);
        }
        return table;
    }

    /** Where clients publish, nothing is joined, and there is but one floor. */
    private static String coalescing(Runs measured, String cell) {
        return measured.targets().contains(COALESCING_FLOOR) ? cell : "-";
    }

    private static OptionalDouble cpu(Runs measured, String target) {
        return measured.median(target, RunResult::serverCpuUsPerDelivery);
    }

    private Table deliveries(Section section) {
        Runs measured = new Runs(runs, section.shape());
        var table = new Table(List.of(
                "server",
                "CPU us per delivery",
                "/ floor",
                "of it kernel",
                "deliveries/s",
                "latency ms p50",
                "p99",
                "p99.9",
                "lost",
                "reordered",
                "server busy",
                "server waited",
                "generator busy"));
        for (String target : targetsOf(measured)) {
            table.row(List.of(
                    target,
                    Table.figure(cpu(measured, target), 2),
                    Table.figure(measured.medianRatio(target, FLOOR, RunResult::serverCpuUsPerDelivery), 2, "x"),
                    Table.percent(measured.median(target, RunResult::serverSysShare)),
                    Table.figure(measured.median(target, RunResult::deliveredPerS), 0),
                    Table.figure(
                            measured.median(target, result -> result.latencyMs().p50()), 2),
                    Table.figure(
                            measured.median(target, result -> result.latencyMs().p99()), 2),
                    Table.figure(
                            measured.median(target, result -> result.latencyMs().p999()), 2),
                    orDash(measured.worst(target, Report::missing)),
                    orDash(measured.worst(target, RunResult::reordered)),
                    Table.percent(measured.median(target, RunResult::serverCpu)),
                    Table.percent(measured.median(target, RunResult::serverWaited)),
                    Table.percent(measured.median(target, RunResult::generatorCpu))));
        }
        return table;
    }

    /** Gaps that a subscriber saw, or, where order cannot be known, deliveries that never came. */
    private static @Nullable Long missing(RunResult result) {
        return result.lost() != null ? result.lost() : result.undelivered();
    }

    /** Zero is a finding, and a count that has no meaning for a load is not a missing one. */
    private static String orDash(OptionalDouble count) {
        return count.isEmpty() ? "-" : Table.figure(count, 0);
    }

    private Table idle(Section section) {
        Runs measured = new Runs(runs, section.shape());
        var table = new Table(List.of(
                "server",
                "CPU us per connect and subscribe",
                "/ floor",
                "on a cold server",
                "heap bytes per connection",
                "RSS bytes per connection",
                "connects/s",
                "handshake ms p50",
                "p99",
                "CPU share while idle",
                "generator busy while idle"));
        for (String target : targetsOf(measured)) {
            table.row(List.of(
                    target,
                    Table.figure(measured.median(target, RunResult::connectCpuUs), 1),
                    Table.figure(measured.medianRatio(target, FLOOR, RunResult::connectCpuUs), 2, "x"),
                    Table.figure(measured.median(target, RunResult::firstConnectCpuUs), 1),
                    isFloor(target) ? "-" : Table.figure(measured.median(target, RunResult::heapBytesPerConn), 0),
                    Table.figure(measured.median(target, RunResult::rssBytesPerConn), 0),
                    Table.figure(measured.median(target, RunResult::connectPerS), 0),
                    Table.figure(
                            measured.median(
                                    target, result -> result.handshakeMs().p50()),
                            2),
                    Table.figure(
                            measured.median(
                                    target, result -> result.handshakeMs().p99()),
                            2),
                    Table.percent(measured.median(target, RunResult::serverCpu)),
                    Table.percent(measured.median(target, RunResult::generatorCpu))));
        }
        return table;
    }

    /** Those that were to be measured; the coalescing floor only where it was. */
    private List<String> targetsOf(Runs measured) {
        return targets.stream()
                .filter(target ->
                        !target.equals(COALESCING_FLOOR) || measured.targets().contains(target))
                .toList();
    }

    private static boolean isFloor(String target) {
        return target.equals(FLOOR) || target.equals(COALESCING_FLOOR);
    }

    // ---- what keeps a figure from being believed

    private String remarks() {
        List<String> remarks = new ArrayList<>();
        for (Section section : sections) {
            Runs measured = new Runs(runs, section.shape());
            for (String target : targetsOf(measured)) {
                remarks(remarks, section, measured, target);
            }
            for (Run failure : measured.failures()) {
                remarks.add("**" + section.shape() + ", " + failure.target() + ", repetition " + failure.repetition()
                        + " failed**: " + failure.failure());
            }
        }
        if (remarks.isEmpty()) {
            return "";
        }
        return "## To be known before believing a figure\n\n* " + String.join("\n* ", remarks) + "\n\n";
    }

    private static void remarks(List<String> remarks, Section section, Runs measured, String target) {
        String who = section.shape() + ", " + target + ": ";
        if (measured.results(target).isEmpty()) {
            remarks.add("**" + who + "no figure could be had.**");
        }
        OptionalDouble generatorBusy = measured.worst(target, RunResult::generatorCpu);
        if (!section.isIdle() && generatorBusy.orElse(0) > GENERATOR_IS_LIMIT) {
            boolean isServerBusyToo =
                    measured.worst(target, RunResult::serverCpu).orElse(0) > GENERATOR_IS_LIMIT;
            remarks.add(who + "the generator was busy " + Table.percent(generatorBusy) + " of the time"
                    + (isServerBusyToo ? ", and so was the server" : " and the limit, not the server")
                    + ": deliveries/s and latency may show it, CPU per delivery is the server's.");
        }
        OptionalDouble waited = measured.worst(target, RunResult::serverWaited);
        OptionalDouble generatorWaited = measured.worst(target, RunResult::generatorWaited);
        if (Math.max(waited.orElse(0), generatorWaited.orElse(0)) > DISTURBED) {
            remarks.add(who + "other programs had the cores (or the process's own threads each other's): server waited "
                    + Table.percent(waited) + ", generator " + Table.percent(generatorWaited)
                    + " of the time; deliveries/s and latency mean less then, CPU per delivery keeps its meaning.");
        }
        for (RunResult result : measured.results(target)) {
            if (!result.error().isEmpty()) {
                remarks.add(String.format(
                        Locale.ROOT,
                        "%sfirst error: `%s` (%d HTTP errors, %d of %d connections failed, %d stalls)",
                        who,
                        result.error().replace('`', '\''),
                        result.httpErrors(),
                        result.failed(),
                        result.conns(),
                        result.stalls()));
            }
        }
    }

    private static String reading() {
        return """
                ## How to read this

                * The **floor** (`deploy/bench/floor/floor.c`) does nothing but what the kernel asks for: one `write()` of a ready
                  frame per subscriber per message; the coalescing floor one per subscriber per turn of its event loop. The ratio
                  to it survives a change of machine; microseconds do not.
                * CPU per delivery is user and kernel time of the server's process over deliveries; one million divided by it is
                  what one free core delivers in a second. Medians over the repetitions, ratios taken within each.
                * Latency is counted from the moment a message was due. In closed loop it is mostly the window: messages wait
                  their turn by design. In echo it is the round trip.
                * "waited" is the share of time in which a process could have run but something else had its core. A JVM's own
                  compiler and collector threads wait for each other on one core, too.
                * A server that the user started himself (`--server`) is warmer and older than Carillon, which is started anew
                  for each load.
                """;
    }
}
