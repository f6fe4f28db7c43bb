package io.carillon.bench.report;

import io.carillon.bench.report.Journal.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** All runs of one load: several servers, each several times. */
final class Runs {

    /** One of a result's figures. */
    interface Figure {
        /** Null if it could not be had. */
        @Nullable
        Number of(RunResult result);
    }

    private final List<Run> runs;

    Runs(List<Run> all, String shape) {
        this.runs = all.stream().filter(run -> run.shape().equals(shape)).toList();
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /** In the order in which they were first measured. */
    List<String> targets() {
        return runs.stream().map(Run::target).distinct().toList();
    }

    /** The middle of a figure's values over the repetitions; empty if none could be had. */
    OptionalDouble median(String target, Figure figure) {
        return middle(results(target).stream()
                .map(figure::of)
                .filter(Objects::nonNull)
                .map(Number::doubleValue)
                .toList());
    }

    /** The largest of a figure's values: for what should not happen at all. */
    OptionalDouble worst(String target, Figure figure) {
        return results(target).stream()
                .map(figure::of)
                .filter(Objects::nonNull)
                .mapToDouble(Number::doubleValue)
                .max();
    }

    /**
     * The middle of the ratios, each taken within one repetition: what disturbed the machine then disturbed both.
     */
    OptionalDouble medianRatio(String target, String reference, Figure figure) {
        List<Double> ratios = new ArrayList<>();
        for (Run run : runs) {
            if (run.target().equals(target)) {
                Double above = value(run, figure);
                Double below = value(sameRepetition(run, reference), figure);
                if (above != null && below != null && below > 0) {
                    ratios.add(above / below);
                }
            }
        }
        return middle(ratios);
    }

    private @Nullable Run sameRepetition(Run run, String target) {
        return runs.stream()
                .filter(other -> other.target().equals(target) && other.repetition() == run.repetition())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Double value(@Nullable Run run, Figure figure) {
        if (run == null) {
            return null;
        }
        RunResult result = run.result();
        Number value = result == null ? null : figure.of(result);
        return value == null ? null : (Double) value.doubleValue();
    }

    List<RunResult> results(String target) {
        return runs.stream()
                .filter(run -> run.target().equals(target))
                .map(Run::result)
                .filter(Objects::nonNull)
                .toList();
    }

    List<Run> failures() {
        return runs.stream().filter(run -> run.failure() != null).toList();
    }

    static OptionalDouble middle(List<Double> values) {
        if (values.isEmpty()) {
            return OptionalDouble.empty();
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int half = sorted.size() / 2;
        return OptionalDouble.of(
                sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2);
    }
}
