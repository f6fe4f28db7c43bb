package io.carillon.controlplane.problem;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A refusal as it travels: {@code {"error":"text","code":401,"id":"stable_code","docs":"/docs/errors#stable_code"}}.
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

    byte[] toJson() {
        var bytes = new ByteArrayOutputStream(256);
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("error", error);
            json.writeNumberField("code", status);
            json.writeStringField("id", id);
            json.writeStringField("docs", "/docs/errors#" + id);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory do not fail", e);
        }
        return bytes.toByteArray();
    }
}
