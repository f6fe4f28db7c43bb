package io.carillon.client.management;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.http.Answers;
import io.carillon.client.http.Host;
import io.carillon.client.http.Retries;
import io.carillon.client.json.Json;
import io.carillon.client.json.JsonException;
import io.carillon.client.time.Loop;
import io.carillon.client.time.Waiting;
import io.carillon.protocol.signature.Secret;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The management API of one platform, as one caller. Safe for all threads. */
final class ManagementApi implements AutoCloseable {

    private final Host host;
    private final Secret token;
    private final Retries retries;
    private final Loop loop;
    private final Set<CompletableFuture<?>> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ManagementApi(Host host, Secret token, Retries retries, Loop loop) {
        this.host = host;
        this.token = token;
        this.retries = retries;
        this.loop = loop;
    }

    /** What the answer's object is read as. */
    <T> CompletableFuture<T> send(Call call, Function<Json, T> read) {
        return carryOut(call, answer -> read(answer, read));
    }

    /** For answers that say nothing but that it was done. */
    CompletableFuture<Void> run(Call call) {
        return carryOut(call, answer -> {
            Answers.done(answer);
            return null;
        });
    }

    /** For the blocking twin: attempts and pauses are bounded, so there is an answer for everybody. */
    static <T> T await(CompletableFuture<T> outcome) {
        return Waiting.on(outcome, Duration.ofDays(1));
    }

    /** Whoever still waits is told. */
    @Override
    public void close() {
        closed = true;
        loop.close();
        underWay.forEach(waiting -> waiting.completeExceptionally(closed()));
    }

    private <T> CompletableFuture<T> carryOut(Call call, Function<HttpResponse<String>, T> read) {
        if (closed) {
            return CompletableFuture.failedFuture(closed());
        }
        CompletableFuture<T> outcome = retries.run(call.repeatable(), () -> attempt(call, read));
        underWay.add(outcome);
        outcome.whenComplete((done, failure) -> underWay.remove(outcome));
        if (closed) {
            outcome.completeExceptionally(closed());
        }
        return outcome;
    }

    private <T> CompletableFuture<T> attempt(Call call, Function<HttpResponse<String>, T> read) {
        return host.ask(call.toRequest(host.url()).header("Authorization", "Bearer " + token.reveal()), read);
    }

    private <T> T read(HttpResponse<String> answer, Function<Json, T> read) {
        try {
            return read.apply(Answers.object(answer));
        } catch (JsonException | DateTimeException | IllegalArgumentException strange) {
            throw ClientError.ANSWER_INVALID.because(
                    host.url() + " answered what this version cannot read: " + strange.getMessage()
                            + " Is the SDK older than the server?",
                    strange);
        }
    }

    private static CarillonException closed() {
        return ClientError.CLOSED.because("The management client is closed.");
    }
}
