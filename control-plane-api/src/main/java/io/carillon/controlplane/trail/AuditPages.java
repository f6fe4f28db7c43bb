package io.carillon.controlplane.trail;

import io.carillon.controlplane.audit.AuditEntry;
import io.carillon.controlplane.audit.AuditQuestion;
import io.carillon.controlplane.audit.AuditReader;
import io.carillon.controlplane.management.Page;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lines of the log in pages, or all of them one after the other. */
@Singleton
final class AuditPages {

    private static final int AT_ONCE = 500;

    private final AuditReader reader;
    private final ObjectMapper json;

    AuditPages(AuditReader reader, ObjectMapper json) {
        this.reader = reader;
        this.json = json;
    }

    /**
     * A part of the lines.
     *
     * @param after the id of the last line of the part before
     * @throws InvalidValueException {@code page_after_invalid} or {@code page_limit_invalid}
     */
    Page<AuditView> page(AuditQuestion question, @Nullable String after, @Nullable Integer limit) {
        int most = Page.limit(limit);
        List<AuditEntry> found = reader.read(question, after == null ? Long.MAX_VALUE : id(after), most + 1);
        return Page.of(found, most, entry -> String.valueOf(entry.id()))
                .map(entry -> AuditView.of(entry, question.outsiders(), json));
    }

    private static long id(String after) {
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException notOurs) {
            throw new InvalidValueException(
                    "page_after_invalid",
                    "after is " + InvalidValueException.quote(after) + "; it must be the next of the page before.");
        }
    }

    /** All lines as a table. */
    InputStream csv(AuditQuestion question) {
        return all(question, Csv.HEAD, entry -> Csv.line(AuditView.of(entry, question.outsiders(), json), entry));
    }

    /** All lines as JSON, one object on each. */
    InputStream jsonLines(AuditQuestion question) {
        return all(question, "", entry -> {
            try {
                return json.writeValueAsString(AuditView.of(entry, question.outsiders(), json)) + "\n";
            } catch (IOException e) {
                throw new UncheckedIOException("text in memory does not fail", e);
            }
        });
    }

    /** Read as it is sent, some lines at a time: a log of years does not stand in memory, and holds no connection of the database. */
    private InputStream all(AuditQuestion question, String head, Function<AuditEntry, String> line) {
        return new SequenceInputStream(new Enumeration<>() {

            private @Nullable InputStream next = bytes(head);
            private long before = Long.MAX_VALUE;

            @Override
            public boolean hasMoreElements() {
                return next != null;
            }

            @Override
            public InputStream nextElement() {
                InputStream now = next;
                if (now == null) {
                    throw new NoSuchElementException();
                }
                List<AuditEntry> found = reader.read(question, before, AT_ONCE);
                var text = new StringBuilder();
                for (AuditEntry entry : found) {
                    text.append(line.apply(entry));
                    Long id = entry.id();
                    before = id == null ? before : id;
                }
                next = found.isEmpty() ? null : bytes(text.toString());
                return now;
            }
        });
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
