package io.carillon.controlplane.revoke;

import io.carillon.controlplane.access.Sender;
import io.carillon.controlplane.app.Projection;
import io.carillon.controlplane.audit.Actor;
import io.carillon.controlplane.exchange.Answer;
import io.carillon.controlplane.exchange.Call;
import io.carillon.controlplane.management.Unreadable;
import io.carillon.controlplane.problem.Problem;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.serde.ObjectMapper;
import io.micronaut.transaction.exceptions.TransactionException;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What servers of apps change here: it is kept, noted in the audit log, and brought to the nodes before it is answered. */
@Singleton
final class ServerErrands {

    private static final Logger LOG = LoggerFactory.getLogger(ServerErrands.class);

    private final ServerActors actors;
    private final Projection projection;
    private final ObjectMapper json;
    private final ExecutorService waiting;

    ServerErrands(
            ServerActors actors,
            Projection projection,
            ObjectMapper json,
            @Named(TaskExecutors.BLOCKING) ExecutorService waiting) {
        this.actors = actors;
        this.projection = projection;
        this.json = json;
        this.waiting = waiting;
    }

    /**
     * Reads what was sent.
     *
     * @throws io.carillon.controlplane.problem.Refusal or another exception that says what is wrong with it
     */
    <T> T read(Call call, Class<T> type) {
        try {
            T read = json.readValue(call.body(), type);
            if (read == null) {
                throw Problem.BODY_MALFORMED.because("The body is empty; it must be one JSON object.");
            }
            return read;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw Unreadable.explain(unreadable);
        }
    }

    /** Carries out a change on a thread that may wait. */
    CompletionStage<Answer> run(Sender sender, HttpRequest<?> request, BiFunction<Actor, String, Answer> change) {
        return CompletableFuture.supplyAsync(() -> change(sender, request, change), waiting);
    }

    private Answer change(Sender sender, HttpRequest<?> request, BiFunction<Actor, String, Answer> change) {
        String app = sender.app().id().value();
        try {
            Answer answer = change.apply(actors.of(sender, request), app);
            projection.bring(app);
            return answer;
        } catch (DataAccessException | TransactionException notNow) {
            LOG.warn("App {} has something to revoke, which cannot be kept just now", app, notNow);
            throw Problem.TEMPORARILY_UNAVAILABLE.because(
                    "The database does not answer just now, so nothing was changed. Try again in a moment.",
                    Map.of("Retry-After", "1"));
        }
    }
}
