package io.carillon.controlplane.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What is answered when all went well: always 200, always a JSON object, because Pusher's libraries take nothing else. */
public final class Answer {

    /** {@code {}}, to the letter: libraries compare. */
    public static final Answer EMPTY = new Answer("{}".getBytes(StandardCharsets.US_ASCII));

    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] json;

    private Answer(byte[] json) {
        this.json = json;
    }

    /** An object with the fields that are written. */
    public static Answer of(Fields fields) {
        var bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory do not fail", e);
        }
        return new Answer(bytes.toByteArray());
    }

    /** As the framework takes it. */
    public MutableHttpResponse<?> toResponse() {
        return HttpResponse.ok(json)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }

    /** Writes fields into an object that is open. */
    @FunctionalInterface
    public interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }
}
