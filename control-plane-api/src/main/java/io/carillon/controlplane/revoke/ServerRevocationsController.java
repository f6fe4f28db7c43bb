package io.carillon.controlplane.revoke;

import com.fasterxml.jackson.core.JsonGenerator;
import io.carillon.backplane.Operation;
import io.carillon.controlplane.access.FrontDoor;
import io.carillon.controlplane.access.Sender;
import io.carillon.controlplane.exchange.Answer;
import io.carillon.controlplane.exchange.Call;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST /apps/APP_ID/revocations}, {@code POST} and {@code DELETE /apps/APP_ID/users/USER_ID/block}: an app's own servers take
 * back what they issued. Signed, or with a server token, whose scope has {@link Operation#ADMIN}.
 */
@Hidden
@Controller("${carillon.control-plane.path-prefix:/}")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class ServerRevocationsController {

    private static final int USER = 3;

    private final FrontDoor door;
    private final Aims aims;
    private final RevocationKeeper keeper;
    private final ServerErrands errands;
    private final InstantSource clock;

    ServerRevocationsController(
            FrontDoor door, Aims aims, RevocationKeeper keeper, ServerErrands errands, InstantSource clock) {
        this.door = door;
        this.aims = aims;
        this.keeper = keeper;
        this.errands = errands;
        this.clock = clock;
    }

    @Post("/apps/{appId}/revocations")
    CompletionStage<HttpResponse<?>> revokeForServer(HttpRequest<?> request) {
        return door.receive(request, Operation.ADMIN, (sender, call) -> revoke(request, sender, call));
    }

    private CompletionStage<Answer> revoke(HttpRequest<?> request, Sender sender, Call call) {
        NewRevocation asked = errands.read(call, NewRevocation.class);
        return aims.of(asked, sender.app())
                .thenCompose(aim -> errands.run(
                        sender,
                        request,
                        (actor, app) -> answer(
                                keeper.revoke(actor, app, aim, Moments.find("issued_before", asked.issuedBefore())))));
    }

    @Post("/apps/{appId}/users/{userId:[^/]+}/block")
    CompletionStage<HttpResponse<?>> blockForServer(HttpRequest<?> request) {
        return door.receive(request, Operation.ADMIN, (sender, call) -> {
            NewBlock asked = errands.read(call, NewBlock.class);
            Aim user = Aim.atUser(call.segment(USER));
            return errands.run(
                    sender,
                    request,
                    (actor, app) -> answer(keeper.block(actor, app, user, asked.end(clock.instant()))));
        });
    }

    @Delete("/apps/{appId}/users/{userId:[^/]+}/block")
    CompletionStage<HttpResponse<?>> unblockForServer(HttpRequest<?> request) {
        return door.receive(request, Operation.ADMIN, (sender, call) -> {
            Aim user = Aim.atUser(call.segment(USER));
            return errands.run(sender, request, (actor, app) -> {
                int ended = keeper.unblock(actor, app, user);
                return Answer.of(json -> json.writeNumberField("ended", ended));
            });
        });
    }

    private static Answer answer(RevocationView made) {
        return Answer.of(json -> write(made, json));
    }

    /** As the management API shows it. */
    private static void write(RevocationView made, JsonGenerator json) throws IOException {
        json.writeStringField("id", made.id());
        json.writeStringField("kind", made.kind());
        json.writeStringField("subject", made.subject());
        json.writeBooleanField("block", made.block());
        json.writeStringField("issued_before", made.issuedBefore().toString());
        json.writeStringField("until", made.until().toString());
    }
}
