package io.carillon.protocol;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/** The vectors that all implementations of the protocol share. */
public final class Vectors {

    private Vectors() {}

    /** The entries of one file. */
    public static Stream<JsonNode> in(String file) {
        try (InputStream json = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + file), file)) {
            JsonNode vectors = new ObjectMapper().readTree(json);
            if (vectors.isEmpty()) {
                throw new IllegalStateException(file + " has no vectors");
            }
            return StreamSupport.stream(vectors.spliterator(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One test for each entry of a file, with the entry's name. */
    public static Stream<DynamicTest> test(String file, Consumer<JsonNode> test) {
        return in(file).map(vector -> dynamicTest(vector.get("name").textValue(), () -> test.accept(vector)));
    }

    /** The text under a key; null if it is null or absent. */
    public static @Nullable String textOrNull(JsonNode vector, String key) {
        return vector.path(key).textValue();
    }

    /** The text under a key. */
    public static String text(JsonNode vector, String key) {
        return Objects.requireNonNull(textOrNull(vector, key), key);
    }
}
