package io.carillon.acceptance.report;

import io.carillon.acceptance.report.Results.Check;
import io.carillon.acceptance.report.Results.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Fails the build for what failed outside of JUnit, after the report was written. */
public final class Verdict {

    private Verdict() {}

    /** @param args the build folder */
    public static void main(String[] args) throws IOException {
        List<Check> checks = new Results(Path.of(args[0])).javaScriptChecks();
        List<Check> failed = checks.stream()
                .filter(check -> check.outcome() == Outcome.FAILED)
                .toList();
        if (checks.isEmpty()) {
            throw new IllegalStateException("The JavaScript libraries left no results: look at their output above.");
        }
        if (!failed.isEmpty()) {
            var text = new StringBuilder(failed.size() + " scenarios of JavaScript libraries failed:");
            for (Check check : failed) {
                text.append("\n  ")
                        .append(String.join(", ", check.of() + " " + check.version(), check.runtime(), check.name()))
                        .append(": ")
                        .append(check.reason());
            }
            throw new IllegalStateException(text.toString());
        }
    }
}
