package io.carillon.controlplane.problem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.micronaut.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A refusal as it travels: {@code {"error":"text","code":401,"id":"stable_code","docs":"/docs/errors#stable_code"}}; in the management
 * API as RFC 9457 has it, {@code {"type":"/docs/errors#stable_code","title":"Unauthorized","status":401,"detail":"text","code":"stable_code"}}.
 *
 * @param status the status of the answer, repeated in {@code code}
 * @param id the stable code
 * @param error the text
 */
record ProblemBody(int status, String id, String error) {

    private static final JsonFactory JSON = new JsonFactory();

    static ProblemBody of(Problem problem, String error) {
        return new ProblemBody(problem.status(), problem.code(), error);
    }

    /** As the management API sends it. */
    byte[] toProblemJson() {
        return object(json -> {
            json.writeStringField("type", "/docs/errors#" + id);
            json.writeStringField("title", HttpStatus.valueOf(status).getReason());
            json.writeNumberField("status", status);
            json.writeStringField("detail", error);
            json.writeStringField("code", id);
        });
    }

    /** As the HTTP API sends it: Pusher's libraries show {@code error}. */
    byte[] toJson() {
        return object(json -> {
            json.writeStringField("error", error);
            json.writeNumberField("code", status);
            json.writeStringField("id", id);
            json.writeStringField("docs", "/docs/errors#" + id);
        });
    }

    private static byte[] object(Fields fields) {
        var bytes = new ByteArrayOutputStream(256);
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory do not fail", e);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }
}
