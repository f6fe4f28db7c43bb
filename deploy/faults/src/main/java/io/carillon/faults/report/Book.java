package io.carillon.faults.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest result of every scenario, in {@code faults.json}, and the table made from it in {@code faults.md}. A new result takes the place of
 * the old one of the same scenario and leaves the others alone.
 */
public final class Book {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path json;
    private final Path markdown;
    private final Map<String, Result> results;

    private Book(Path folder, Map<String, Result> results) {
        this.json = folder.resolve("faults.json");
        this.markdown = folder.resolve("faults.md");
        this.results = results;
    }

    /** Opens the one in a folder, or begins one there. */
    public static Book in(Path folder) {
        Map<String, Result> results = new LinkedHashMap<>();
        Path json = folder.resolve("faults.json");
        try {
            Files.createDirectories(folder);
            if (Files.exists(json)) {
                List<Result> before = JSON.readValue(json.toFile(), new TypeReference<List<Result>>() {});
                before.forEach(result -> results.put(result.scenario(), result));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + json + "; remove it to begin anew", e);
        }
        return new Book(folder, results);
    }

    public void put(Result result) {
        results.put(result.scenario(), result);
    }

    /**
     * Writes both files.
     *
     * @param order the names of all scenarios; what is none of them any more is dropped
     */
    public void write(List<String> order) {
        List<Result> ordered = new ArrayList<>();
        for (String name : order) {
            Result result = results.get(name);
            if (result != null) {
                ordered.add(result);
            }
        }
        try {
            Files.writeString(
                    json,
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(ordered) + "\n",
                    StandardCharsets.UTF_8);
            Files.writeString(markdown, new Page(ordered, order).text(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
