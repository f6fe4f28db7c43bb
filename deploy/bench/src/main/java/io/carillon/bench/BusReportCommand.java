package io.carillon.bench;

import io.carillon.bench.report.BusReport;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lays what the bus costs beside what the same costs in memory. */
@Command(
        name = "bus-report",
        description = "Renders the journal of deploy/bench/bus as Markdown and JSON.",
        mixinStandardHelpOptions = true)
final class BusReportCommand implements Callable<Integer> {

    @Mixin
    private final ReportOptions options = new ReportOptions();

    @Override
    public Integer call() throws IOException {
        BusReport report = new BusReport(options.circumstances(), options.runs());
        options.write(report.markdown(), report.json());
        return 0;
    }
}
