package io.carillon.bench;

import io.carillon.bench.cost.Machine;
import io.carillon.bench.report.Journal;
import io.carillon.bench.report.Journal.Run;
import io.carillon.bench.report.Report.Circumstances;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every report is told: where the figures are, where they go, and how they came about. */
final class ReportOptions {

    @Option(names = "--journal", required = true, paramLabel = "FILE", description = "What 'load --journal' wrote.")
    private @Nullable Path journal;

    @Option(names = "--markdown", required = true, paramLabel = "FILE", description = "Where the tables go.")
    private @Nullable Path markdown;

    @Option(names = "--json", required = true, paramLabel = "FILE", description = "Where the figures go.")
    private @Nullable Path json;

    @Option(names = "--server-jdk", description = "What Carillon ran on.")
    private String serverJdk = "unknown";

    @Option(names = "--server-options", description = "Its JVM options.")
    private String serverOptions = "";

    @Option(names = "--load", description = "Load averages before the first run.")
    private String load = "unknown";

    @Option(names = "--settings", description = "How it was measured, in words.")
    private String settings = "";

    List<Run> runs() {
        return new Journal(given(journal)).runs();
    }

    Circumstances circumstances() {
        String now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MINUTES).toString();
        return new Circumstances(Machine.here(), now, serverJdk, serverOptions, load, settings);
    }

    void write(String tables, String figures) throws IOException {
        Files.writeString(given(markdown), tables, StandardCharsets.UTF_8);
        Files.writeString(given(json), figures, StandardCharsets.UTF_8);
    }

    private static Path given(@Nullable Path required) {
        return Objects.requireNonNull(required, "picocli lets nobody by without the required options");
    }
}
