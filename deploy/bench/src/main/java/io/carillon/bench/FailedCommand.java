package io.carillon.bench;

import io.carillon.bench.report.Journal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Notes a run that could not even begin, so that the report says so. */
@Command(
        name = "failed",
        description = "Notes in the journal that a run could not be had.",
        mixinStandardHelpOptions = true)
final class FailedCommand implements Callable<Integer> {

    @Option(names = "--journal", required = true, paramLabel = "FILE")
    private @Nullable Path journal;

    @Option(names = "--shape", required = true)
    private String shape = "";

    @Option(names = "--label", required = true)
    private String label = "";

    @Option(names = "--repetition")
    private int repetition = 1;

    @Option(names = "--why", required = true)
    private String why = "";

    @Override
    public Integer call() {
        if (journal == null) {
            throw new IllegalStateException("picocli lets nobody by without the required options");
        }
        new Journal(journal).entry(shape, label, repetition).failed(why);
        return 0;
    }
}
