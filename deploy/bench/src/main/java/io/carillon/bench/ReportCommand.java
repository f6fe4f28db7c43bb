package io.carillon.bench;

import io.carillon.bench.load.Mode;
import io.carillon.bench.load.Shape;
import io.carillon.bench.report.Report;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lays the runs of a journal side by side. */
@Command(
        name = "report",
        description = "Renders the journal of many loads as Markdown and JSON.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    @Mixin
    private final ReportOptions options = new ReportOptions();

    @Option(names = "--targets", split = ",", description = "Servers that were to be measured, run or not.")
    private List<String> targets = List.of();

    @Option(names = "--shapes", split = ",", description = "Loads that were to be measured, run or not.")
    private List<String> shapes = List.of();

    @Override
    public Integer call() throws IOException {
        List<Report.Section> sections = Arrays.stream(Shape.values())
                .filter(shape -> shapes.isEmpty() || shapes.contains(shape.title()))
                .map(shape -> new Report.Section(shape.title(), shape.description(), shape.mode() == Mode.IDLE))
                .toList();
        Report report = new Report(options.circumstances(), sections, targets, options.runs());
        options.write(report.markdown(), report.json());
        return 0;
    }
}
