package io.carillon.faults.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * All that was done and heard in one run. It only grows.
 *
 * <p>Any thread may add. One client's entries are in the order in which they happened, because its event loop adds them; between clients the
 * times decide.
 */
public final class History {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();

    public void add(Entry entry) {
        entries.add(entry);
    }

    /** Writes down what we did, and when. */
    public long mark(String what) {
        long now = System.nanoTime();
        add(new Entry.Marked(now, what));
        return now;
    }

    /** All entries so far. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The entries of one kind so far. */
    public <T extends Entry> Stream<T> of(Class<T> kind) {
        return entries().stream().filter(kind::isInstance).map(kind::cast);
    }

    /** Writes it as JSON lines, for whoever looks for a cause afterwards. */
    public void writeTo(Path file) {
        JSON.getFactory().configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (Entry entry : entries) {
                writer.write(line(entry));
                writer.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Entry entry) throws JsonProcessingException {
        ObjectNode line = JSON.createObjectNode();
        line.put("what", entry.getClass().getSimpleName());
        line.setAll((ObjectNode) JSON.valueToTree(entry));
        return JSON.writeValueAsString(line);
    }
}
