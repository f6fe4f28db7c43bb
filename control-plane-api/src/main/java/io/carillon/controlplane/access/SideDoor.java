package io.carillon.controlplane.access;

import io.carillon.backplane.App;
import io.carillon.controlplane.app.Apps;
import io.carillon.controlplane.exchange.Answer;
import io.carillon.controlplane.exchange.Call;
import io.carillon.controlplane.exchange.Calls;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Problems;
import io.carillon.controlplane.rate.Rates;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where requests come in that an app's servers may send, and its end users from their pages too. Both count as reads of the app,
 * once it is known who they are.
 */
@Singleton
public final class SideDoor {

    private final Calls calls;
    private final Apps apps;
    private final Rates rates;
    private final ServerCheck servers;
    private final HolderCheck holders;

    SideDoor(Calls calls, Apps apps, Rates rates, ServerCheck servers, HolderCheck holders) {
        this.calls = calls;
        this.apps = apps;
        this.rates = rates;
        this.servers = servers;
        this.holders = holders;
    }

    /** For paths that begin with {@code /apps/APP_ID}. The stage never fails. */
    public CompletionStage<HttpResponse<?>> receive(
            HttpRequest<?> request, Errand ofServer, HolderErrand ofTokenHolder) {
        return answer(
                request,
                (app, call) -> run(app, call, request, ofServer, ofTokenHolder).thenApply(Answer::toResponse));
    }

    /** Tells a browser whether the page may send its user's token here. */
    public CompletionStage<HttpResponse<?>> preflight(HttpRequest<?> request) {
        return answer(request, (app, call) -> CompletableFuture.completedStage(CrossOrigin.preflight()));
    }

    private CompletionStage<Answer> run(
            App app, Call call, HttpRequest<?> request, Errand ofServer, HolderErrand ofTokenHolder) {
        String token = HolderCheck.tokenIn(call);
        if (token != null) {
            return holders.admit(app, token)
                    .thenCompose(holder -> rates.read(app).thenCompose(allowed -> ofTokenHolder.run(holder, call)));
        }
        if (call.parameter("auth_key") == null && BearerToken.in(call) == null) {
            throw Problem.AUTH_PARAMETERS_MISSING.because(
                    "The request does not show who sends it. Pages send the header Authorization: Bearer TOKEN with the token of"
                            + " their user; servers sign the request as Pusher's libraries do, or send a server token there.");
        }
        Sender sender = servers.admit(app, Credentials.of(call), request);
        return rates.read(app).thenCompose(allowed -> ofServer.run(sender, call));
    }

    private CompletionStage<HttpResponse<?>> answer(HttpRequest<?> request, Answering answering) {
        return calls.read(request)
                .thenCompose(
                        call -> AppInPath.find(apps, call).thenCompose(app -> answer(request, call, app, answering)))
                .handle((answer, failure) -> failure == null ? answer : refusal(failure, request));
    }

    /** What goes wrong once the app is known is for the page's eyes too, if it may ask. */
    private static CompletionStage<MutableHttpResponse<?>> answer(
            HttpRequest<?> request, Call call, App app, Answering answering) {
        CrossOrigin origin = CrossOrigin.of(app, call);
        return CompletableFuture.completedStage(call)
                .thenCompose(read -> {
                    origin.require();
                    return answering.answer(app, read);
                })
                .handle((answer, failure) -> origin.share(failure == null ? answer : refusal(failure, request)));
    }

    private static MutableHttpResponse<?> refusal(Throwable failure, HttpRequest<?> request) {
        return Problems.answer(failure, request.getMethodName(), request.getPath());
    }

    @FunctionalInterface
    private interface Answering {
        CompletionStage<MutableHttpResponse<?>> answer(App app, Call call);
    }
}
