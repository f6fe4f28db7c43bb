package io.carillon.controlplane.query;

import io.carillon.backplane.Backplane;
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
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.concurrent.CompletionStage;

/** {@code GET /apps/APP_ID/connections}: how many clients are connected. Not Pusher's, but known from Laravel Reverb. */
@Hidden
@Controller("${carillon.control-plane.path-prefix:}/apps/{appId}/connections")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class ConnectionsController {

    private final FrontDoor door;
    private final Backplane backplane;

    ConnectionsController(FrontDoor door, Backplane backplane) {
        this.door = door;
        this.backplane = backplane;
    }

    @Get
    CompletionStage<HttpResponse<?>> connections(HttpRequest<?> request) {
        return door.receive(request, Operation.ADMIN, this::connections);
    }

    private CompletionStage<Answer> connections(Sender sender, Call call) {
        return backplane
                .connections()
                .of(sender.app().id())
                .thenApply(count -> Answer.of(json -> json.writeNumberField("connections", count)));
    }
}
