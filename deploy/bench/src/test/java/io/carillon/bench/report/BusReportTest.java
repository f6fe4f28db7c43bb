package io.carillon.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bench.cost.Machine;
import io.carillon.bench.report.Journal.Run;
import io.carillon.bench.report.RunResult.PartCost;
import io.carillon.bench.report.RunResult.Percentiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BusReportTest {

    private static final Report.Circumstances HERE = new Report.Circumstances(
            new Machine("Abacus 9", 2, "6.1"), "2026-01-01T00:00:00Z", "JDK 25", "-Xmx1g", "7 7 7", "3 repetitions");

    @Test
    void processes_are_added_up_within_a_run_and_compared_within_a_repetition() {
        // Given: the machine was slow in the second repetition, and both felt it.
        List<Run> runs = List.of(
                run("history", "bus", 1, result(bus(20.0, 40.0, 60.0), 0, "")),
                run("history", "memory", 1, result(memory(40.0), 0, "")),
                run("history", "bus", 2, result(bus(40.0, 90.0, 110.0), 0, "")),
                run("history", "memory", 2, result(memory(80.0), 0, "")),
                run("history", "bus", 3, result(bus(25.0, 45.0, 50.0), 0, "")),
                run("history", "memory", 3, result(memory(48.0), 0, "")));

        // When
        String markdown = new BusReport(HERE, runs).markdown();

        // Then
        assertThat(markdown)
                .contains("""
                        | load | in memory | Redis | control plane | broker(s) | sum | sum / in memory | without Redis / in memory | events/s per Redis core |
                        |---|---:|---:|---:|---:|---:|---:|---:|---:|
                        | HTTP, with history | 48.0 | 25.0 | 45.0 | 60.0 | 120.0 | 3.00x | 2.50x | 40,000 |
                        """)
                .contains(
                        "| history, bus | 5,000 | 10,000 | 95 % | 3 % | 1 % | 1 % | 1 % | 2 % | 50 % | 2 % | 0 | 0 | 3.5 |")
                .contains(
                        "| history, memory | 5,000 | 10,000 | 95 % | 3 % | - | - | - | 2 % | 50 % | 2 % | 0 | 0 | 3.5 |");
    }

    @Test
    void a_sum_that_lacks_a_process_is_not_told() {
        List<Run> runs = List.of(
                run("history", "bus", 1, result(bus(null, 40.0, 60.0), 0, "")),
                run("history", "memory", 1, result(memory(50.0), 0, "")));

        assertThat(new BusReport(HERE, runs).markdown())
                .contains(
                        "| HTTP, with history | 50.0 | not had | 40.0 | 60.0 | not had | not had | 2.00x | not had |");
    }

    @Test
    void latencies_are_those_of_the_half_load() {
        List<Run> runs = List.of(
                run("volatile-half", "bus", 1, result(bus(1.0, 0.0, 2.0), 0, "")),
                run("volatile-half", "memory", 1, result(memory(1.0), 0, "")));

        assertThat(new BusReport(HERE, runs).markdown())
                .contains("| client events, volatile | 5,000 | 1.00 | 3.00 | 1.00 | 3.00 | 4 |");
    }

    @Test
    void what_failed_did_not_arrive_or_was_never_measured_is_said() {
        List<Run> runs = List.of(
                run("history", "bus", 1, result(bus(1.0, 1.0, 1.0), 9, "HTTP/1.1 503 `busy`")),
                new Run("history", "memory", 1, null, "No connection came up."));

        assertThat(new BusReport(HERE, runs).markdown())
                .contains("* history, bus: 9 deliveries had not come 5 s after the last publish\n")
                .contains(
                        "* history, bus: first error: `HTTP/1.1 503 'busy'` (2 HTTP errors, 0 of 100 connections failed, 0 stalls)\n")
                .contains("* **history, memory, repetition 1 failed**: No connection came up.\n")
                .contains("* **history, memory: no figure could be had.**\n")
                .contains("* **two-lanes, bus: no figure could be had.**\n");
    }

    @Test
    void a_server_that_was_not_warm_is_named() {
        Map<String, PartCost> cold = Map.of("carillon", new PartCost(0.5, 300.0, 0.7, 0.4, 0.01));

        assertThat(new BusReport(HERE, List.of(run("history", "memory", 1, result(cold, 0, "")))).markdown())
                .contains(
                        "* history, memory: a JVM's compiler took 40 % of what its process used: it was not warm yet,");
    }

    @Test
    void parts_bear_their_names_in_the_figures_for_programs() {
        assertThat(Journal.line(result(memory(48.0), 0, "")))
                .contains(
                        "\"parts\":{\"carillon\":{\"cpu\":0.5,\"cpu_us_per_publish\":48.0,\"sys_share\":0.7,\"compiling\":0.02,\"waited\":0.01}}");
    }

    private static Map<String, PartCost> memory(double cost) {
        return Map.of("carillon", part(cost));
    }

    private static Map<String, PartCost> bus(@Nullable Double redis, double controlPlane, double broker) {
        var parts = new LinkedHashMap<String, PartCost>();
        parts.put(BusReport.REDIS, part(redis));
        parts.put(BusReport.CONTROL_PLANE, part(controlPlane));
        parts.put(BusReport.BROKER, part(broker));
        return parts;
    }

    private static PartCost part(@Nullable Double cost) {
        return new PartCost(0.5, cost, 0.7, 0.02, 0.01);
    }

    private static Run run(String load, String target, int repetition, RunResult result) {
        return new Run(load, target, repetition, result, null);
    }

    private static RunResult result(Map<String, PartCost> parts, long undelivered, String error) {
        return new RunResult(
                "x",
                "pusher",
                "pub",
                100,
                100,
                200,
                0.0,
                64,
                5000.0,
                90.0,
                null,
                new Percentiles(2, 4, 6, 8, 9),
                1000L,
                9000L,
                9000.0,
                9100L,
                null,
                5_000.0,
                10_000.0,
                4.0,
                0.95,
                80.0,
                0.8,
                0.03,
                0.5,
                0.02,
                new Percentiles(1, 2, 3, 4, 5),
                0L,
                0L,
                undelivered,
                0L,
                4L,
                error.isEmpty() ? 0L : 2L,
                100,
                0,
                3.5,
                error,
                parts);
    }
}
