package io.carillon.controlplane.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From what to what the fields of something went. Secrets do not belong here; say that they were {@link #replaced}. */
public final class Changes {

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, FromTo> fields = new LinkedHashMap<>();

    private record FromTo(@Nullable Object from, @Nullable Object to) {}

    /** Nothing yet. */
    public static Changes none() {
        return new Changes();
    }

    /** A field went from one value to another; nothing is noted if they are equal. */
    public Changes field(String name, @Nullable Object from, @Nullable Object to) {
        if (!Objects.equals(from, to)) {
            fields.put(name, new FromTo(from, to));
        }
        return this;
    }

    /** A secret was replaced; neither value is noted. */
    public Changes replaced(String name) {
        fields.put(name, new FromTo("(hidden)", "(hidden)"));
        return this;
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** {@code {"name":{"from":"Shop","to":"Store"}}}. */
    String json() {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, FromTo> field : fields.entrySet()) {
                json.writeObjectFieldStart(field.getKey());
                json.writeFieldName("from");
                write(field.getValue().from(), json);
                json.writeFieldName("to");
                write(field.getValue().to(), json);
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory does not fail", e);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Collection<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(item, json);
            }
            json.writeEndArray();
        } else {
            json.writeString(value.toString());
        }
    }
}
