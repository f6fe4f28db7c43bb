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
import org.jspecify.annotations.Nullable;

/** What is answered when a method of the management API throws. */
@Factory
final class FailedRequests {

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
        return (request, failure) -> answer(request, Unreadable.explain(failure));
    }

    @Singleton
    ExceptionHandler<CodecException, HttpResponse<?>> undecodable() {
        return (request, failure) -> answer(request, Unreadable.explain(failure));
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
