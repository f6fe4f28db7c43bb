package io.carillon.allinone.playground;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON objects. */
final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static byte[] object(Fields fields) {
        var bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException failed) {
            throw new UncheckedIOException("bytes in memory do not fail", failed);
        }
        return bytes.toByteArray();
    }

    /** Writes fields into an object that is open. */
    @FunctionalInterface
    interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }
}
