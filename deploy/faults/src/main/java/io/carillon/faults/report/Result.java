package io.carillon.faults.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What became of one scenario.
 *
 * @param story what was done
 * @param machine that it was done on, in words
 * @param skipped why it could not be played here; empty if it was played
 * @param takes one for each time it was played
 */
public record Result(
        @JsonProperty("scenario") String scenario,
        @JsonProperty("story") String story,
        @JsonProperty("machine") String machine,
        @JsonProperty("skipped") String skipped,
        @JsonProperty("takes") List<Take> takes) {

    public Result {
        takes = List.copyOf(takes);
    }

    /** Whether it was played and every promise was kept every time. */
    @JsonIgnore
    public boolean isKept() {
        return verdict() == Verdict.KEPT;
    }

    @JsonIgnore
    public Verdict verdict() {
        if (!skipped.isEmpty()) {
            return Verdict.SKIPPED;
        }
        if (takes.stream().anyMatch(take -> !take.failure().isEmpty())) {
            return Verdict.FAILED;
        }
        return takes.stream().allMatch(Take::isKept) ? Verdict.KEPT : Verdict.BROKEN;
    }
}
