package io.carillon.controlplane.access;

import io.carillon.backplane.App;
import io.carillon.backplane.Operation;
import io.carillon.controlplane.app.Apps;
import io.carillon.controlplane.exchange.Answer;
import io.carillon.controlplane.exchange.Call;
import io.carillon.controlplane.exchange.Calls;
import io.carillon.controlplane.problem.Problems;
import io.carillon.controlplane.rate.Rates;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where each request of the HTTP API comes in: it is read, its sender is made sure of, its errand is run, and whatever goes
 * wrong on the way becomes an answer. All on the thread that read the request, unless something has to be waited for.
 */
@Singleton
public final class FrontDoor {

    private final Calls calls;
    private final Apps apps;
    private final Rates rates;
    private final ServerCheck check;

    FrontDoor(Calls calls, Apps apps, Rates rates, ServerCheck check) {
        this.calls = calls;
        this.apps = apps;
        this.rates = rates;
        this.check = check;
    }

    /**
     * For paths that begin with {@code /apps/APP_ID}. The stage never fails.
     *
     * @param operation what the sender's scope must have; {@link Operation#ADMIN} on every channel. All but {@link
     *     Operation#PUBLISH}, of which the errand knows how much it is, count as reads of the app.
     */
    public CompletionStage<HttpResponse<?>> receive(HttpRequest<?> request, Operation operation, Errand errand) {
        return receive(request, this::ofPath, operation, errand);
    }

    /** The same for paths that name no app: it is the one that the signature's key belongs to. */
    public CompletionStage<HttpResponse<?>> receiveByKey(HttpRequest<?> request, Operation operation, Errand errand) {
        return receive(request, this::ofKey, operation, errand);
    }

    private CompletionStage<HttpResponse<?>> receive(
            HttpRequest<?> request, Lookup lookup, Operation operation, Errand errand) {
        return calls.read(request)
                .thenCompose(call -> {
                    Credentials credentials = Credentials.of(call);
                    return lookup.find(call, credentials).thenCompose(app -> {
                        Sender sender = check.admit(app, credentials, request);
                        sender.needs(operation);
                        return operation == Operation.PUBLISH
                                ? errand.run(sender, call)
                                : rates.read(app).thenCompose(allowed -> errand.run(sender, call));
                    });
                })
                .handle((answer, failure) -> respond(request, answer, failure));
    }

    private static HttpResponse<?> respond(HttpRequest<?> request, Answer answer, Throwable failure) {
        return failure == null
                ? answer.toResponse()
                : Problems.answer(failure, request.getMethodName(), request.getPath());
    }

    private CompletionStage<App> ofPath(Call call, Credentials credentials) {
        return AppInPath.find(apps, call);
    }

    private CompletionStage<App> ofKey(Call call, Credentials credentials) {
        String key = credentials.key();
        CompletionStage<Optional<App>> found =
                key == null ? CompletableFuture.completedFuture(Optional.empty()) : apps.byKey(key);
        return found.thenApply(app ->
                app.orElseThrow(() -> Credentials.unknownKey(InvalidValueException.quote(key == null ? "" : key))));
    }

    @FunctionalInterface
    private interface Lookup {
        CompletionStage<App> find(Call call, Credentials credentials);
    }
}
