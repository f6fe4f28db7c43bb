package io.carillon.faults.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Something that the platform promises, and whether it was kept this time.
 *
 * @param found in words, what was seen
 */
public record Promise(
        @JsonProperty("promise") String promise,
        @JsonProperty("kept") boolean kept,
        @JsonProperty("found") String found) {}
