package io.carillon.controlplane.problem;

import io.carillon.backplane.BackplaneUnavailableException;
import io.carillon.protocol.InvalidValueException;
import io.carillon.token.RefusalCode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.exceptions.BufferLengthExceededException;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong into an answer. */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private static final String RETRY_AFTER_SECONDS = "1";

    /** Refusals there look as RFC 9457 has it, and are for no page of another origin. */
    private static final String MANAGEMENT = "/api/v1";

    private static final MediaType PROBLEM_JSON = MediaType.of("application/problem+json");

    private static final Set<String> BEARER_REFUSALS = Stream.concat(
                    Stream.of(
                                    Problem.TOKEN_UNKNOWN,
                                    Problem.TOKEN_EXPIRED,
                                    Problem.TOKEN_REVOKED,
                                    Problem.API_TOKEN_UNKNOWN,
                                    Problem.AUTHENTICATION_REQUIRED)
                            .map(Problem::code),
                    Arrays.stream(RefusalCode.values()).map(RefusalCode::code))
            .collect(Collectors.toUnmodifiableSet());

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
            MutableHttpResponse<?> answer =
                    answer(ProblemBody.of(refusal.problem(), String.valueOf(refusal.getMessage())), path);
            refusal.headers().forEach(answer::header);
            return answer;
        }
        if (failure instanceof TokenRefusal refusal) {
            return tokenRefused(refusal, path);
        }
        if (failure instanceof InvalidValueException invalid) {
            return answer(
                    new ProblemBody(
                            HttpStatus.BAD_REQUEST.getCode(), invalid.code(), String.valueOf(invalid.getMessage())),
                    path);
        }
        if (failure instanceof BackplaneUnavailableException) {
            LOG.debug("Not reachable for {} {}", method, path, failure);
            return temporary(
                    "This server cannot reach the other nodes just now, so it is not known whether the request was"
                            + " carried out. Try again in a moment.",
                    path);
        }
        if (failure instanceof ContentLengthExceededException || failure instanceof BufferLengthExceededException) {
            return answer(bodyTooLarge(), path);
        }
        LOG.error("{} {} failed", method, path, failure);
        return answer(internalError(), path);
    }

    private static MutableHttpResponse<?> tokenRefused(TokenRefusal refusal, String path) {
        boolean temporary = refusal.code().isTemporary();
        HttpStatus status = temporary ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.UNAUTHORIZED;
        MutableHttpResponse<?> answer = answer(
                new ProblemBody(status.getCode(), refusal.code().code(), String.valueOf(refusal.getMessage())), path);
        return temporary ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS) : answer;
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

    /** What is needed for the answer cannot be reached just now. */
    public static MutableHttpResponse<?> temporary(String text, String path) {
        return answer(ProblemBody.of(Problem.TEMPORARILY_UNAVAILABLE, text), path)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    private static MutableHttpResponse<?> answer(ProblemBody body, String path) {
        return fill(HttpResponse.status(HttpStatus.valueOf(body.status())), body, path);
    }

    static MutableHttpResponse<byte[]> fill(MutableHttpResponse<?> response, ProblemBody body, String path) {
        if (body.status() == HttpStatus.UNAUTHORIZED.getCode() && BEARER_REFUSALS.contains(body.id())) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (path.startsWith(MANAGEMENT)) {
            return response.contentType(PROBLEM_JSON).body(body.toProblemJson());
        }
        return response.contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .body(body.toJson());
    }
}
