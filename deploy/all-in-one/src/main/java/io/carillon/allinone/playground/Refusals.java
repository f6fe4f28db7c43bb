package io.carillon.allinone.playground;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;

/** How the playground refuses: in the same form as the HTTP API does. */
final class Refusals {

    private Refusals() {}

    /** {@code {"error":"text","code":403,"id":"stable_code"}}. */
    static MutableHttpResponse<byte[]> refuse(HttpStatus status, String id, String text) {
        byte[] body = Json.object(json -> {
            json.writeStringField("error", text);
            json.writeNumberField("code", status.getCode());
            json.writeStringField("id", id);
        });
        return HttpResponse.<byte[]>status(status).body(body).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
