package io.carillon.controlplane.problem;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/** Gives the refusals that come from the framework, before or beside any controller, the looks of all others; never HTML. */
@Singleton
final class FrameworkProblems implements ErrorResponseProcessor<byte[]> {

    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        return Problems.fill(
                response, body(context, response.code()), context.getRequest().getPath());
    }

    private static ProblemBody body(ErrorContext context, int status) {
        HttpRequest<?> request = context.getRequest();
        return switch (status) {
            case 404 ->
                ProblemBody.of(
                        Problem.PATH_NOT_FOUND,
                        "There is nothing at " + request.getPath()
                                + ". The HTTP API lives under /apps/APP_ID, as Pusher's does, and the management API under /api/v1.");
            case 405 ->
                ProblemBody.of(
                        Problem.METHOD_NOT_ALLOWED,
                        request.getMethodName() + " is not possible at " + request.getPath()
                                + "; the header Allow of this answer says what is.");
            case 406 -> ProblemBody.of(Problem.NOT_ACCEPTABLE, "Answers are JSON: accept application/json.");
            case 413 -> Problems.bodyTooLarge();
            case 415 -> ProblemBody.of(Problem.MEDIA_TYPE_UNSUPPORTED, "Bodies are JSON: send application/json.");
            case 400 ->
                ProblemBody.of(Problem.REQUEST_MALFORMED, "This is no request that can be read: " + reason(context));
            default ->
                status >= 500
                        ? Problems.internalError()
                        : new ProblemBody(status, Problem.REQUEST_REFUSED.code(), reason(context));
        };
    }

    private static String reason(ErrorContext context) {
        return context.getErrors().stream().map(Error::getMessage).findFirst().orElse("no reason is known");
    }
}
