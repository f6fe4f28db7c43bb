package io.carillon.controlplane.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of publishing requests, token by token from the bytes as they came: no tree is built, and data that is no
 * string is cut out of the body, so that not a digit of it changes.
 *
 * <p>Unknown fields are skipped: libraries and other servers have some of their own. A field that is null counts as not
 * there.
 */
final class EventReader {

    // Field names are the publisher's to invent, so colliding ones must not be able to stop anything.
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final byte[] body;
    private final JsonParser json;

    private EventReader(byte[] body, JsonParser json) {
        this.body = body;
        this.json = json;
    }

    /** Reads {@code {"name":..,"channels":[..],"data":..}}. */
    static EventFields readEvent(byte[] body) {
        return read(body, EventReader::event);
    }

    /**
     * Reads {@code {"batch":[{"name":..,"channel":..,"data":..}]}}.
     *
     * @param limit the greatest number of events; reading ends at the first that is too many
     */
    static List<EventFields> readBatch(byte[] body, int limit) {
        return read(body, reader -> reader.batch(limit));
    }

    private static <T> T read(byte[] body, Reading<T> reading) {
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("it must be an object");
            }
            if (json.currentTokenLocation().getByteOffset() < 0) {
                // The parser found UTF-16 or UTF-32, where nothing can be cut out by byte.
                throw malformed("it must be UTF-8");
            }
            T result = reading.read(new EventReader(body, json));
            if (json.nextToken() != null) {
                throw malformed("there is something behind the object");
            }
            return result;
        } catch (JsonProcessingException e) {
            throw malformed(e.getOriginalMessage());
        } catch (IOException e) {
            // What the parser says of bytes that are no UTF-8 comes as a plain IOException.
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private EventFields event() throws IOException {
        var event = new EventFields();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "name" -> event.name = text(field, value);
                case "data" -> event.data = data(value);
                case "channel" -> addChannel(event, text(field, value));
                case "channels" -> channels(event, value);
                case "socket_id" -> event.socketId = text(field, value);
                case "info" -> event.info = text(field, value);
                case "idempotency_key" -> event.idempotencyKey = text(field, value);
                default -> json.skipChildren();
            }
        }
        return event;
    }

    private List<EventFields> batch(int limit) throws IOException {
        List<EventFields> events = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isBatch = json.currentName().equals("batch");
            json.nextToken();
            if (isBatch) {
                events = events(limit);
            } else {
                json.skipChildren();
            }
        }
        if (events == null) {
            throw Problem.FIELD_MISSING.because("The body lacks batch, the list of events.");
        }
        return events;
    }

    private List<EventFields> events(int limit) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw wrongType("batch", "a list of events");
        }
        var events = new ArrayList<EventFields>(limit);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw wrongType("batch[" + events.size() + "]", "an object");
            }
            if (events.size() == limit) {
                throw Problem.BATCH_TOO_LARGE.because("Batch too large: at most " + limit
                        + " events may be sent at once. Send the rest in another batch.");
            }
            events.add(event());
        }
        return events;
    }

    private void channels(EventFields event, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        if (value != JsonToken.START_ARRAY) {
            throw wrongType("channels", "a list of channel names");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw wrongType("channels", "a list of channel names, each a string");
            }
            addChannel(event, json.getText());
        }
    }

    private static void addChannel(EventFields event, @Nullable String name) {
        if (name != null) {
            event.channels.add(name);
        }
    }

    private @Nullable String text(String field, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return null;
        }
        if (value != JsonToken.VALUE_STRING) {
            throw wrongType(field, "a string");
        }
        return json.getText();
    }

    /** A string is the payload itself; anything else becomes the JSON text that stands in the body. */
    private String data(JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT && value != JsonToken.START_ARRAY) {
            return json.getText();
        }
        int start = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        int end = (int) json.currentLocation().getByteOffset();
        return new String(body, start, end - start, StandardCharsets.UTF_8);
    }

    private static Refusal wrongType(String field, String expected) {
        return Problem.FIELD_TYPE_WRONG.because("The field " + field + " must be " + expected + ".");
    }

    private static Refusal malformed(String why) {
        return Problem.BODY_MALFORMED.because("The body is no JSON that can be read: " + why + ".");
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(EventReader reader) throws IOException;
    }
}
