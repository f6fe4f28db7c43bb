package io.carillon.bench;

import io.carillon.bench.cost.Machine;
import io.carillon.bench.load.Mode;
import io.carillon.bench.load.Shape;
import io.carillon.bench.report.Journal;
import io.carillon.bench.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lays the runs of a journal side by side. */
@Command(
        name = "report",
        description = "Renders the journal of many loads as Markdown and JSON.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    @Option(names = "--journal", required = true, paramLabel = "FILE", description = "What 'load --journal' wrote.")
    private @Nullable Path journal;

    @Option(names = "--markdown", required = true, paramLabel = "FILE", description = "Where the tables go.")
    private @Nullable Path markdown;

    @Option(names = "--json", required = true, paramLabel = "FILE", description = "Where the figures go.")
    private @Nullable Path json;

    @Option(names = "--targets", split = ",", description = "Servers that were to be measured, run or not.")
    private List<String> targets = List.of();

    @Option(names = "--shapes", split = ",", description = "Loads that were to be measured, run or not.")
    private List<String> shapes = List.of();

    @Option(names = "--server-jdk", description = "What Carillon ran on.")
    private String serverJdk = "unknown";

    @Option(names = "--server-options", description = "Its JVM options.")
    private String serverOptions = "";

    @Option(names = "--load", description = "Load averages before the first run.")
    private String load = "unknown";

    @Option(names = "--settings", description = "How it was measured, in words.")
    private String settings = "";

    @Override
    public Integer call() throws IOException {
        if (journal == null || markdown == null || json == null) {
            throw new IllegalStateException("picocli lets nobody by without the required options");
        }
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MINUTES);
        var circumstances =
                new Report.Circumstances(Machine.here(), now.toString(), serverJdk, serverOptions, load, settings);
        List<Report.Section> sections = Arrays.stream(Shape.values())
                .filter(shape -> shapes.isEmpty() || shapes.contains(shape.title()))
                .map(shape -> new Report.Section(shape.title(), shape.description(), shape.mode() == Mode.IDLE))
                .toList();
        Report report = new Report(circumstances, sections, targets, new Journal(journal).runs());
        Files.writeString(markdown, report.markdown(), StandardCharsets.UTF_8);
        Files.writeString(json, report.json(), StandardCharsets.UTF_8);
        return 0;
    }
}
