package io.carillon.broker.standalone;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** Answers requests that are none of a broker's, and says where they belong. Nothing of a request is repeated. */
@Singleton
final class Elsewhere implements ErrorResponseProcessor<byte[]> {

    private static final int NOT_FOUND = 404;

    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        HttpResponse<?> refused = response;
        return response.contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(json(refused.code(), context.getRequest().getPath()));
    }

    private static byte[] json(int status, String path) {
        String id = "request_refused";
        String error = "A broker holds WebSockets and does not take this request.";
        if (status == NOT_FOUND && path.startsWith("/apps/")) {
            id = "api_elsewhere";
            error =
                    "This is a broker, which holds WebSockets. The HTTP API is at a control plane: send the request there,"
                            + " or have the proxy in front send all but /app/ to control planes.";
        } else if (status == NOT_FOUND) {
            id = "path_not_found";
            error = "There is nothing here. This is a broker: clients connect to /app/APP_KEY.";
        }
        return ("{\"error\":\"" + error + "\",\"code\":" + status + ",\"id\":\"" + id + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
