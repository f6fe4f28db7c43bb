package io.carillon.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bench.cost.Machine;
import io.carillon.bench.report.Journal.Run;
import io.carillon.bench.report.RunResult.Percentiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {

    private static final Report.Circumstances HERE = new Report.Circumstances(
            new Machine("Abacus 9", 2, "6.1"),
            "2026-01-01T00:00:00Z",
            "JDK 25",
            "-Xmx1g",
            "0.1 0.1 0.1",
            "3 repetitions");
    private static final List<Report.Section> FAN_OUT =
            List.of(new Report.Section("1x1000", "one channel with 1,000 subscribers", false));
    private static final List<Report.Section> IDLE = List.of(new Report.Section("idle", "silent connections", true));

    @Test
    void ratios_are_taken_within_a_repetition_and_their_middle_is_told() {
        // Given: the machine was slow in the second repetition, and both felt it.
        List<Run> runs = List.of(
                run("floor", 1, result(4.0, 0.5, "")),
                run("carillon", 1, result(5.0, 0.5, "")),
                run("floor", 2, result(10.0, 0.5, "")),
                run("carillon", 2, result(15.0, 0.5, "")),
                run("floor", 3, result(4.0, 0.5, "")),
                run("carillon", 3, result(6.4, 0.5, "")));

        // When
        String markdown = new Report(HERE, FAN_OUT, List.of("floor", "carillon"), runs).markdown();

        // Then
        assertThat(markdown)
                .contains("""
                        | load | floor | coalescing floor | carillon | carillon / floor | carillon / coalescing floor |
                        |---|---:|---:|---:|---:|---:|
                        | 1x1000 | 4.00 | - | 6.40 | 1.50x | - |
                        """)
                .contains("""
                        | server | CPU us per delivery | / floor | of it kernel | deliveries/s | latency ms p50 | p99 | p99.9 | lost | reordered | server busy | server waited | generator busy |
                        |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
                        | floor | 4.00 | 1.00x | 98 % | 200,000 | 1.00 | 3.00 | 4.00 | 0 | 0 | 95 % | 1 % | 50 % |
                        | carillon | 6.40 | 1.50x | 98 % | 200,000 | 1.00 | 3.00 | 4.00 | 0 | 0 | 95 % | 1 % | 50 % |
                        """)
                .contains("| CPU | Abacus 9 |\n| cores | 2 |")
                .doesNotContain("To be known");
    }

    @Test
    void a_server_that_could_not_be_measured_is_named_aloud() {
        List<Run> runs = List.of(
                run("floor", 1, result(4.0, 0.5, "")),
                new Run("1x1000", "carillon", 1, null, "Carillon did not answer /up within a minute"));

        String markdown = new Report(HERE, FAN_OUT, List.of("floor", "carillon"), runs).markdown();

        assertThat(markdown)
                .contains("| 1x1000 | 4.00 | - | not had | not had | - |")
                .contains("""
                        * **1x1000, carillon: no figure could be had.**
                        * **1x1000, carillon, repetition 1 failed**: Carillon did not answer /up within a minute
                        """);
    }

    @Test
    void a_busy_generator_a_disturbed_run_and_an_error_are_told() {
        RunResult busy = result(0.5, 0.97, "close 4100 over capacity");

        String markdown = new Report(HERE, FAN_OUT, List.of("floor"), List.of(run("floor", 1, busy))).markdown();

        assertThat(markdown)
                .contains("1x1000, floor: the generator was busy 97 % of the time, and so was the server:")
                .contains(
                        "1x1000, floor: first error: `close 4100 over capacity` (0 HTTP errors, 0 of 1000 connections failed, 0 stalls)");
    }

    @Test
    void idle_tells_of_connections_and_not_of_deliveries() {
        List<Run> runs = List.of(
                new Run("idle", "floor", 1, result(4.0, 0.1, ""), null),
                new Run("idle", "carillon", 1, result(8.0, 0.1, ""), null));

        String markdown = new Report(HERE, IDLE, List.of("floor", "carillon"), runs).markdown();

        assertThat(markdown)
                .contains("| carillon | 40.0 | 2.00x | 90.0 | 2,300 | 9,000 | 5,000 | 2.00 | 6.00 | 95 % | 10 % |")
                .contains("| floor | 20.0 | 1.00x | 90.0 | - | 9,000 | 5,000 | 2.00 | 6.00 | 95 % | 10 % |");
    }

    @Test
    void what_a_journal_was_told_it_tells_again(@TempDir Path folder) {
        var journal = new Journal(folder.resolve("journal.jsonl"));
        RunResult result = result(4.0, 0.5, "");

        assertThat(journal.runs()).isEmpty();
        journal.entry("1x1000", "floor", 2).found(result);
        journal.entry("1x1000", "carillon", 2).failed("it was away");

        assertThat(journal.runs())
                .containsExactly(
                        new Run("1x1000", "floor", 2, result, null),
                        new Run("1x1000", "carillon", 2, null, "it was away"));
    }

    @Test
    void results_bear_the_names_that_other_tools_know() {
        assertThat(Journal.line(result(4.0, 0.5, "")))
                .contains("\"server_cpu_us_per_delivery\":4.0,")
                .contains("\"connect_cpu_us\":20.0,")
                .contains("\"rss_bytes_per_conn\":9000.0,")
                .contains("\"latency_ms\":{\"p50\":1.0,\"p90\":2.0,\"p99\":3.0,\"p999\":4.0,\"max\":5.0}")
                .contains("\"generator_cpu\":0.5,");
    }

    private static Run run(String target, int repetition, @Nullable RunResult result) {
        return new Run("1x1000", target, repetition, result, null);
    }

    private static RunResult result(double cpuPerDelivery, double generatorBusy, String error) {
        return new RunResult(
                "x",
                "pusher",
                "pub",
                1000,
                1,
                100,
                0.0,
                4,
                5000.0,
                cpuPerDelivery * 5,
                90.0,
                new Percentiles(2, 4, 6, 8, 9),
                1000L,
                9000L,
                9000.0,
                9100L,
                2300.0,
                200.0,
                200_000.0,
                40.0,
                0.95,
                cpuPerDelivery,
                0.98,
                0.01,
                generatorBusy,
                0.02,
                new Percentiles(1, 2, 3, 4, 5),
                0L,
                0L,
                0L,
                0L,
                0L,
                0L,
                1000,
                0,
                0.5,
                error,
                Map.of());
    }
}
