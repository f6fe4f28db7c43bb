package io.carillon.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file to which every run appends one line of JSON: its figures, or why there are none. */
public final class Journal {

    static final ObjectMapper JSON = new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

    private final Path file;

    public Journal(Path file) {
        this.file = file;
    }

    /**
     * A line.
     *
     * @param target whose figures these are
     * @param repetition runs of the same repetition were made right after each other, and are compared
     * @param result null if the run failed
     * @param failure null if it did not
     */
    public record Run(
            @JsonProperty("shape") String shape,
            @JsonProperty("target") String target,
            @JsonProperty("repetition") int repetition,
            @JsonProperty("result") @Nullable RunResult result,
            @JsonProperty("failure") @Nullable String failure) {}

    /** A line that is still to be written. */
    public final class Entry {

        private final String shape;
        private final String target;
        private final int repetition;

        private Entry(String shape, String target, int repetition) {
            this.shape = shape;
            this.target = target;
            this.repetition = repetition;
        }

        public void found(RunResult result) {
            append(new Run(shape, target, repetition, result, null));
        }

        public void failed(String why) {
            append(new Run(shape, target, repetition, null, why));
        }
    }

    public Entry entry(String shape, String target, int repetition) {
        return new Entry(shape, target, repetition);
    }

    /** The figures of one run as one line of JSON. */
    public static String line(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that is no JSON", e);
        }
    }

    private void append(Run run) {
        try {
            Files.writeString(
                    file,
                    line(run) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot append to " + file, e);
        }
    }

    /** All lines; none if no run has written yet. */
    public List<Run> runs() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            var runs = new ArrayList<Run>();
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                if (!line.isBlank()) {
                    runs.add(JSON.readValue(line, Run.class));
                }
            }
            return runs;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
