package io.carillon.faults;

import io.carillon.faults.process.Jars;
import io.carillon.faults.report.Book;
import io.carillon.faults.report.Machine;
import io.carillon.faults.report.Result;
import io.carillon.faults.report.Take;
import io.carillon.faults.report.Verdict;
import io.carillon.faults.scenario.Scenario;
import io.carillon.faults.scenario.Scenarios;
import io.carillon.faults.scenario.SkippedException;
import io.carillon.faults.scenario.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code carillon-faults [options] [scenario ...]}: plays scenarios one after another and writes down what was found. */
@Command(
        name = "deploy/faults/run",
        description = "Breaks real processes on purpose and writes down what became of the promises.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class Faults implements Callable<Integer> {

    @Parameters(paramLabel = "scenario", description = "Which to play; all by default. A word plays all its variants.")
    private List<String> scenarios = new ArrayList<>();

    @Option(names = "--list", description = "Lists the scenarios and stops.")
    private boolean list;

    @Option(names = "--quick", description = "The short form of a few scenarios, or of those named.")
    private boolean quick;

    @Option(names = "--repeat", paramLabel = "N", defaultValue = "1", description = "How often each is played [1].")
    private int repeat;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where chance begins [1]; each repetition adds one.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where faults.md and faults.json go [docs; with --quick deploy/faults/target].")
    private @Nullable Path out;

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "Where logs and histories go [deploy/faults/target/logs].")
    private Path logs = Path.of("deploy/faults/target/logs");

    @Option(names = "--root", paramLabel = "DIR", hidden = true)
    private Path root = Path.of("");

    private Faults() {}

    public static void main(String[] args) {
        int exit = new CommandLine(new Faults())
                .setExecutionExceptionHandler((problem, line, parsed) -> {
                    if (problem instanceof IllegalArgumentException) {
                        line.getErr().println(problem.getMessage());
                    } else {
                        problem.printStackTrace(line.getErr());
                    }
                    return 2;
                })
                .execute(args);
        System.exit(exit);
    }

    @Override
    public Integer call() {
        if (list) {
            Scenarios.all()
                    .forEach(scenario -> System.out.printf(
                            "%-24s %s%s%n", scenario.name(), scenario.isQuick() ? "[quick] " : "", scenario.story()));
            return 0;
        }
        Path folder = out != null ? out : Path.of(quick ? "deploy/faults/target" : "docs");
        Book book = Book.in(folder);
        List<Result> results = new ArrayList<>();
        for (Scenario scenario : chosen()) {
            Result result = play(scenario);
            results.add(result);
            book.put(result);
            // After each: what was found is not lost if the next one is broken off.
            book.write(Scenarios.names());
        }
        System.out.println();
        for (Result result : results) {
            System.out.printf("%-8s %s %s%n", result.verdict(), result.scenario(), result.skipped());
        }
        System.out.println("written: " + folder.resolve("faults.md") + " and " + folder.resolve("faults.json"));
        boolean isFine = results.stream()
                .allMatch(result -> result.verdict() == Verdict.KEPT || result.verdict() == Verdict.SKIPPED);
        return isFine ? 0 : 1;
    }

    private List<Scenario> chosen() {
        if (scenarios.isEmpty()) {
            return Scenarios.all().stream()
                    .filter(scenario -> !quick || scenario.isQuick())
                    .toList();
        }
        return scenarios.stream()
                .flatMap(word -> Scenarios.named(word).stream())
                .distinct()
                .toList();
    }

    private Result play(Scenario scenario) {
        List<Take> takes = new ArrayList<>();
        for (int take = 0; take < repeat; take++) {
            try {
                takes.add(play(scenario, seed + take));
            } catch (SkippedException skipped) {
                System.err.println(scenario.name() + ": SKIPPED: " + skipped.getMessage());
                return new Result(
                        scenario.name(),
                        scenario.story(),
                        Machine.here(),
                        String.valueOf(skipped.getMessage()),
                        List.of());
            }
        }
        return new Result(scenario.name(), scenario.story(), Machine.here(), "", takes);
    }

    private Take play(Scenario scenario, long takeSeed) {
        double load = Machine.load();
        long beganAt = System.nanoTime();
        String failure = "";
        Path folder =
                logs.resolve(scenario.name().replace('/', '-') + "-" + takeSeed).toAbsolutePath();
        System.err.println(scenario.name() + ": seed " + takeSeed + ", logs in " + folder);
        var stage = new Stage(scenario.name(), takeSeed, quick, new Jars(root.toAbsolutePath()), folder);
        try (stage) {
            scenario.play(stage);
        } catch (SkippedException skipped) {
            throw skipped;
        } catch (Exception e) {
            e.printStackTrace();
            failure = String.valueOf(e.getMessage());
        }
        long seconds = Duration.ofNanos(System.nanoTime() - beganAt).toSeconds();
        return new Take(takeSeed, load, seconds, stage.promises(), stage.figures(), failure);
    }
}
