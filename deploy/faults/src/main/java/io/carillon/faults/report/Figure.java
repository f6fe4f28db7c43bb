package io.carillon.faults.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Something that was measured or counted; more is worse, where it is one or the other. */
public record Figure(
        @JsonProperty("name") String name,
        @JsonProperty("value") double value,
        @JsonProperty("unit") String unit) {}
