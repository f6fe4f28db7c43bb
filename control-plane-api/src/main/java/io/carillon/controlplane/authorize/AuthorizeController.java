package io.carillon.controlplane.authorize;

import io.carillon.backplane.App;
import io.carillon.controlplane.access.SideDoor;
import io.carillon.controlplane.exchange.Answer;
import io.carillon.controlplane.exchange.Call;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Options;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /apps/APP_ID/authorize}: signs channels and users for a connection, one or many in one request. For servers,
 * which say who the user is; and for end users with a token, so that a frontend needs no backend.
 */
@Hidden
@Controller("${carillon.control-plane.path-prefix:}/apps/{appId}/authorize")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class AuthorizeController {

    private final SideDoor door;
    private final InstantSource clock;

    AuthorizeController(SideDoor door, InstantSource clock) {
        this.door = door;
        this.clock = clock;
    }

    @Post
    CompletionStage<HttpResponse<?>> authorize(HttpRequest<?> request) {
        return door.receive(
                request,
                (sender, call) -> sign(sender.app(), call, (user, now) -> new ServerClaimant(sender, user, now)),
                (holder, call) -> sign(holder.app(), call, (user, now) -> new HolderClaimant(holder, user)));
    }

    @Options
    CompletionStage<HttpResponse<?>> preflight(HttpRequest<?> request) {
        return door.preflight(request);
    }

    private CompletionStage<Answer> sign(App app, Call call, BiFunction<@Nullable SigningUser, Instant, Claimant> who) {
        AuthRequest request = AuthRequest.in(call);
        Instant now = clock.instant();
        Claimant claimant = who.apply(request.user(), now);
        var signing = new Signing(app, Signer.of(app, now), request.socket(), claimant);
        return CompletableFuture.completedStage(request.answer(signing));
    }
}
