package io.carillon.controlplane.access;

import io.carillon.backplane.App;
import io.carillon.backplane.Operation;
import io.carillon.backplane.meter.KeyLog;
import io.carillon.controlplane.app.Apps;
import io.carillon.controlplane.exchange.Answer;
import io.carillon.controlplane.exchange.Call;
import io.carillon.controlplane.exchange.Calls;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Problems;
import io.carillon.controlplane.rate.Rates;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where each request of the HTTP API comes in: it is read, its sender is made sure of, its errand is run, and whatever goes
 * wrong on the way becomes an answer. All on the thread that read the request, unless something has to be waited for.
 */
@Singleton
public final class FrontDoor {

    private static final int APP_ID = 1;

    private final Calls calls;
    private final Apps apps;
    private final Rates rates;
    private final Diagnoses diagnoses;
    private final InstantSource clock;
    private final KeyLog keyLog;

    FrontDoor(
            Calls calls,
            Apps apps,
            Rates rates,
            Diagnoses diagnoses,
            InstantSource clock,
            @Named("control-plane") KeyLog keyLog) {
        this.calls = calls;
        this.apps = apps;
        this.rates = rates;
        this.diagnoses = diagnoses;
        this.clock = clock;
        this.keyLog = keyLog;
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
                        Sender sender = admit(app, credentials);
                        remember(app, credentials, request);
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

    private Sender admit(App app, Credentials credentials) {
        if (!app.enabled()) {
            throw Problem.APP_DISABLED.because(
                    "App " + app.id() + " is disabled. Enable it to publish and query again.");
        }
        return credentials.prove(app, clock.instant(), diagnoses);
    }

    /** After the proof: what anybody could claim is no use of the key. */
    private void remember(App app, Credentials credentials, HttpRequest<?> request) {
        String key = credentials.key();
        if (key != null) {
            keyLog.used(app.id(), AppKey.of(key), () -> userOf(request));
        }
    }

    private static KeyLog.User userOf(HttpRequest<?> request) {
        InetAddress address = request.getRemoteAddress().getAddress();
        String library = request.getHeaders().get("X-Pusher-Library");
        return new KeyLog.User(
                address == null ? null : address.getHostAddress(),
                library == null ? request.getHeaders().get(HttpHeaders.USER_AGENT) : library);
    }

    private CompletionStage<App> ofPath(Call call, Credentials credentials) {
        String id = call.segment(APP_ID);
        return apps.byId(id)
                .thenApply(found -> found.orElseThrow(
                        () -> Problem.APP_NOT_FOUND.because("There is no app " + InvalidValueException.quote(id)
                                + " here. The path takes the app's id, a number, not its key.")));
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
