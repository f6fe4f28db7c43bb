package io.carillon.faults.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One time that a scenario was played.
 *
 * @param load the machine's load average before it
 * @param seconds how long it took
 * @param failure why it could not be played to its end; empty if it was
 */
public record Take(
        @JsonProperty("seed") long seed,
        @JsonProperty("load") double load,
        @JsonProperty("seconds") long seconds,
        @JsonProperty("promises") List<Promise> promises,
        @JsonProperty("figures") List<Figure> figures,
        @JsonProperty("failure") String failure) {

    public Take {
        promises = List.copyOf(promises);
        figures = List.copyOf(figures);
    }

    boolean isKept() {
        return failure.isEmpty() && promises.stream().allMatch(Promise::kept);
    }
}
