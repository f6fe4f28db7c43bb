package io.carillon.controlplane.terminate;

import io.carillon.backplane.App;
import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.Operation;
import io.carillon.controlplane.access.FrontDoor;
import io.carillon.controlplane.exchange.Answer;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.UserId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST /apps/APP_ID/users/USER_ID/terminate_connections}: closes every connection that signed in as the user. The
 * body is not read.
 */
@Hidden
@Controller("${carillon.control-plane.path-prefix:/}")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class TerminateController {

    private static final int USER = 3;
    private static final int USER_WITHOUT_APP = 1;

    private final FrontDoor door;
    private final Backplane backplane;

    TerminateController(FrontDoor door, Backplane backplane) {
        this.door = door;
        this.backplane = backplane;
    }

    @Post("/apps/{appId}/users/{userId:[^/]+}/terminate_connections")
    CompletionStage<HttpResponse<?>> terminate(HttpRequest<?> request) {
        return door.receive(request, Operation.ADMIN, (sender, call) -> terminate(sender.app(), call.segment(USER)));
    }

    /** Pusher's Python library, 3.3, forgets the app in this one path; its key tells which it is. */
    @Post("/users/{userId:[^/]+}/terminate_connections")
    CompletionStage<HttpResponse<?>> terminateByKey(HttpRequest<?> request) {
        return door.receiveByKey(
                request, Operation.ADMIN, (sender, call) -> terminate(sender.app(), call.segment(USER_WITHOUT_APP)));
    }

    private CompletionStage<Answer> terminate(App app, String user) {
        AppChannel channel;
        try {
            channel = AppChannel.ofUser(app.id(), UserId.of(user));
        } catch (InvalidValueException nobodysId) {
            // Nobody can have signed in under it, so nobody is connected: that is what was asked for.
            return CompletableFuture.completedFuture(Answer.EMPTY);
        }
        return backplane.terminate(channel).thenApply(done -> Answer.EMPTY);
    }
}
