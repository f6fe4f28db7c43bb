package io.carillon.faults.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results as people read them. */
final class Page {

    private final List<Result> results;
    private final List<String> order;

    /** @param order all scenarios that there are: one without a result is named as such */
    Page(List<Result> results, List<String> order) {
        this.results = results;
        this.order = order;
    }

    String text() {
        var text = new StringBuilder("""
                # Faults

                Real processes are broken on purpose, and what became of the promises is written down. Written by `deploy/faults/run`; the same
                for programs, every take of it: `faults.json`. Where a scenario was played more than once a figure is the median, with the worst
                in parentheses; a promise broken once is broken.

                | scenario | what was done | what was promised | what was found | verdict |
                |---|---|---|---|---|
                """);
        results.forEach(result -> text.append(row(result)));
        List<String> missing = new ArrayList<>(order);
        results.forEach(result -> missing.remove(result.scenario()));
        missing.forEach(name -> text.append("| ").append(name).append(" | | | not played yet | |\n"));
        text.append(
                "\n## Where\n\n| scenario | takes | seeds | load average before | machine |\n|---|---|---|---|---|\n");
        results.stream().filter(result -> !result.takes().isEmpty()).forEach(result -> text.append(where(result)));
        return text.toString();
    }

    private static String row(Result result) {
        return "| " + result.scenario() + " | " + cell(result.story()) + " | " + promised(result) + " | "
                + found(result) + " | " + result.verdict().words() + " |\n";
    }

    private static String promised(Result result) {
        List<String> lines = new ArrayList<>();
        verdicts(result)
                .forEach((promise, isKept) ->
                        lines.add((isKept ? "✓ " : "**✗ ") + cell(promise) + (isKept ? "" : "**")));
        return String.join("<br>", lines);
    }

    /** A promise is kept if it was every time. */
    private static Map<String, Boolean> verdicts(Result result) {
        Map<String, Boolean> kept = new LinkedHashMap<>();
        for (Take take : result.takes()) {
            take.promises().forEach(promise -> kept.merge(promise.promise(), promise.kept(), Boolean::logicalAnd));
        }
        return kept;
    }

    private static String found(Result result) {
        if (!result.skipped().isEmpty()) {
            return cell(result.skipped());
        }
        List<String> lines = new ArrayList<>();
        Map<String, List<Figure>> figures = new LinkedHashMap<>();
        for (Take take : result.takes()) {
            if (!take.failure().isEmpty()) {
                lines.add("**could not be played to its end: " + cell(take.failure()) + "**");
            }
            take.figures()
                    .forEach(figure -> figures.computeIfAbsent(figure.name(), name -> new ArrayList<>())
                            .add(figure));
        }
        figures.forEach((name, all) -> lines.add(cell(name) + ": " + values(all)));
        for (Take take : result.takes()) {
            for (Promise promise : take.promises()) {
                if (!promise.kept()) {
                    lines.add("✗ " + cell(promise.found()));
                }
            }
        }
        return String.join("<br>", lines);
    }

    private static String values(List<Figure> all) {
        List<Double> sorted = all.stream().map(Figure::value).sorted().toList();
        double median = sorted.get((sorted.size() - 1) / 2);
        double worst = sorted.get(sorted.size() - 1);
        String unit = all.get(0).unit().isEmpty() ? "" : " " + all.get(0).unit();
        return number(median) + (sorted.size() == 1 || median == worst ? "" : " (" + number(worst) + ")") + unit;
    }

    /** With as many digits as mean something. */
    private static String number(double value) {
        String pattern = Math.abs(value) >= 100 ? "#,##0" : "0.##";
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }

    private static String where(Result result) {
        List<String> seeds = new ArrayList<>();
        List<String> loads = new ArrayList<>();
        for (Take take : result.takes()) {
            seeds.add(Long.toString(take.seed()));
            loads.add(String.format(Locale.ROOT, "%.1f", take.load()));
        }
        return "| " + result.scenario() + " | " + result.takes().size() + " | " + String.join(", ", seeds) + " | "
                + String.join(", ", loads) + " | " + result.machine() + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
