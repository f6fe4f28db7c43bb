package io.carillon.controlplane.management;

import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Problems;
import io.carillon.controlplane.problem.Refusal;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.codec.CodecException;
import io.micronaut.http.server.exceptions.ConversionErrorHandler;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.transaction.exceptions.TransactionException;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is answered when a method of the management API throws. */
@Factory
final class FailedRequests {

    private static final Pattern UNKNOWN_FIELD = Pattern.compile("Unknown property \\[([^\\]]{1,100})\\]");
    private static final Pattern MISSING_FIELD =
            Pattern.compile("(?:constructor parameter|property) \\[(?:[^\\]]* )?([\\w.]{1,100})\\]");
    private static final Pattern FIELD_TYPE = Pattern.compile("Error decoding property \\[[^\\]]* ([\\w.]{1,100})\\]");
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CONNECTION_CLASS = "08";

    @Singleton
    ExceptionHandler<Refusal, HttpResponse<?>> refused() {
        return FailedRequests::answer;
    }

    @Singleton
    ExceptionHandler<InvalidValueException, HttpResponse<?>> invalid() {
        return FailedRequests::answer;
    }

    @Singleton
    @Replaces(bean = ConversionErrorHandler.class)
    ExceptionHandler<ConversionErrorException, HttpResponse<?>> unreadable() {
        return (request, failure) -> answer(request, reading(failure));
    }

    @Singleton
    ExceptionHandler<CodecException, HttpResponse<?>> undecodable() {
        return (request, failure) -> answer(request, reading(failure));
    }

    @Singleton
    ExceptionHandler<DataAccessException, HttpResponse<?>> unkept() {
        return FailedRequests::ofDatabase;
    }

    @Singleton
    ExceptionHandler<TransactionException, HttpResponse<?>> unbegun() {
        return FailedRequests::ofDatabase;
    }

    private static HttpResponse<?> answer(HttpRequest<?> request, Throwable failure) {
        return Problems.answer(failure, request.getMethodName(), request.getPath());
    }

    /** A body that cannot be read, in words for whoever wrote it. A value of ours that refused itself knows better why. */
    private static RuntimeException reading(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal || cause instanceof InvalidValueException) {
                return (RuntimeException) cause;
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            String unknown = first(UNKNOWN_FIELD, message);
            if (unknown != null) {
                return Problem.FIELD_UNKNOWN.because("The body has a field " + InvalidValueException.quote(unknown)
                        + ", which there is not. /openapi.yml lists those that there are.");
            }
            if (message.contains("Required ")) {
                String missing = first(MISSING_FIELD, message);
                return Problem.FIELD_MISSING.because("The body lacks "
                        + (missing == null ? "a field that must be there" : "the field " + missing) + ".");
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String wrong = first(FIELD_TYPE, String.valueOf(cause.getMessage()));
            if (wrong != null) {
                return Problem.FIELD_TYPE_WRONG.because(
                        "The field " + wrong + " of the body has a value of another type than it must have.");
            }
        }
        return Problem.BODY_MALFORMED.because(
                "The body, or a parameter of the query, cannot be read. Bodies are one JSON object.");
    }

    private static @Nullable String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static HttpResponse<?> ofDatabase(HttpRequest<?> request, RuntimeException failure) {
        SQLException sql = sqlIn(failure);
        if (sql != null && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
            return answer(
                    request,
                    Problem.NAME_TAKEN.because(
                            "Something of this id, key, name or address is there already. Choose another."));
        }
        boolean away = sql instanceof SQLTransientException
                || (sql != null && String.valueOf(sql.getSQLState()).startsWith(CONNECTION_CLASS));
        return away
                ? Problems.temporary(
                        "The database does not answer just now, so nothing was changed. Try again in a moment.",
                        request.getPath())
                : answer(request, failure);
    }

    private static @Nullable SQLException sqlIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
