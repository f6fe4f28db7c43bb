package io.carillon.allinone;

import io.carillon.backplane.seal.MasterKey;
import io.carillon.controlplane.seal.Resealing.Outcome;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.terminal.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/** What is told once everything was sealed anew. */
final class ResealReport {

    private static final String LINE = "%-14s%12s%12s%12s%n";

    private final MasterKey key;
    private final List<Outcome> outcomes;

    ResealReport(MasterKey key, List<Outcome> outcomes) {
        this.key = key;
        this.outcomes = outcomes;
    }

    /** A line for each kind of secret, and what comes next. */
    String text() {
        var text = new StringBuilder(String.format(LINE, "", "resealed", "were so", "not opened"));
        for (Outcome outcome : outcomes) {
            text.append(String.format(LINE, outcome.what(), outcome.resealed(), outcome.already(), outcome.broken()));
        }
        if (isWhole()) {
            text.append(String.format(
                    "Everything is sealed with master key %s. Control planes with both keys, when they run, bring it to Redis"
                            + " within a second; then restart each process with this key alone.%n",
                    key.id()));
        }
        return text.toString();
    }

    /** The same as one JSON object on one line, for programs. */
    String json() {
        var json = new JsonObject().with("master_key", key.id());
        for (Outcome outcome : outcomes) {
            String word = outcome.what().replace(' ', '_');
            json = json.with(word + "_resealed", outcome.resealed())
                    .with(word + "_already", outcome.already())
                    .with(word + "_broken", outcome.broken());
        }
        return json.toString();
    }

    private boolean isWhole() {
        return outcomes.stream().allMatch(outcome -> outcome.broken() == 0);
    }

    /** @throws StartRefusedException {@code reseal_incomplete} if some could not be opened */
    void requireWhole() {
        if (!isWhole()) {
            throw new StartRefusedException(
                    "reseal_incomplete",
                    "No given master key opens "
                            + outcomes.stream()
                                    .filter(outcome -> outcome.broken() > 0)
                                    .map(outcome -> outcome.broken() + " " + outcome.what() + " ("
                                            + String.join(", ", outcome.examples()) + ")")
                                    .collect(Collectors.joining(", "))
                            + ". They are as they were. Give the key with which they were sealed as well, behind the new one, and run"
                            + " this again.");
        }
    }
}
