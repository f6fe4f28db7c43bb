package io.carillon.controlplane.problem;

import io.carillon.backplane.BackplaneUnavailableException;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.exceptions.BufferLengthExceededException;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong into an answer. */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private static final String RETRY_AFTER_SECONDS = "1";

    private Problems() {}

    /**
     * The answer for a request that failed. What is the sender's fault is explained; what is ours is logged, once, and not
     * shown.
     *
     * @param method of the request, for the log
     * @param path of the request without its query, which may hold a signature; for the log
     */
    public static MutableHttpResponse<?> answer(Throwable thrown, String method, String path) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof Refusal refusal) {
            return answer(ProblemBody.of(refusal.problem(), String.valueOf(refusal.getMessage())));
        }
        if (failure instanceof InvalidValueException invalid) {
            return answer(new ProblemBody(
                    HttpStatus.BAD_REQUEST.getCode(), invalid.code(), String.valueOf(invalid.getMessage())));
        }
        if (failure instanceof BackplaneUnavailableException) {
            LOG.debug("Not reachable for {} {}", method, path, failure);
            return answer(ProblemBody.of(
                            Problem.TEMPORARILY_UNAVAILABLE,
                            "This server cannot reach the other nodes just now, so it is not known whether the request was"
                                    + " carried out. Try again in a moment."))
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (failure instanceof ContentLengthExceededException || failure instanceof BufferLengthExceededException) {
            return answer(bodyTooLarge());
        }
        LOG.error("{} {} failed", method, path, failure);
        return answer(internalError());
    }

    static ProblemBody bodyTooLarge() {
        return ProblemBody.of(
                Problem.BODY_TOO_LARGE,
                "The body is larger than this server takes. Send fewer or smaller events at once.");
    }

    static ProblemBody internalError() {
        return ProblemBody.of(
                Problem.INTERNAL_ERROR,
                "Something went wrong in this server; its log tells what. The request itself may be fine.");
    }

    static MutableHttpResponse<?> answer(ProblemBody body) {
        return fill(HttpResponse.status(HttpStatus.valueOf(body.status())), body);
    }

    static MutableHttpResponse<byte[]> fill(MutableHttpResponse<?> response, ProblemBody body) {
        if (body.id().equals(Problem.TOKEN_UNKNOWN.code())) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return response.contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .body(body.toJson());
    }
}
