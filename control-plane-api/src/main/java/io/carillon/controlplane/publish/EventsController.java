package io.carillon.controlplane.publish;

import io.carillon.backplane.App;
import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Operation;
import io.carillon.controlplane.access.FrontDoor;
import io.carillon.controlplane.access.Sender;
import io.carillon.controlplane.exchange.Answer;
import io.carillon.controlplane.exchange.Call;
import io.carillon.controlplane.info.ChannelFacts;
import io.carillon.controlplane.info.ChannelFactsReader;
import io.carillon.protocol.ChannelName;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code POST /apps/APP_ID/events}: one event to up to a hundred channels. */
@Hidden
@Controller("${carillon.control-plane.path-prefix:}/apps/{appId}/events")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class EventsController {

    private final FrontDoor door;
    private final Publisher publisher;
    private final ChannelFactsReader facts;

    EventsController(FrontDoor door, Publisher publisher, ChannelFactsReader facts) {
        this.door = door;
        this.publisher = publisher;
        this.facts = facts;
    }

    @Post
    CompletionStage<HttpResponse<?>> publish(HttpRequest<?> request) {
        return door.receive(request, Operation.PUBLISH, this::publish);
    }

    private CompletionStage<Answer> publish(Sender sender, Call call) {
        App app = sender.app();
        var request = new PublishRequest(EventReader.readEvent(call.body()), app, IdempotencyHeader.in(call));
        return publisher.admit(sender, List.of(request)).thenCompose(admitted -> publish(app, request));
    }

    private CompletionStage<Answer> publish(App app, PublishRequest request) {
        CompletionStage<?> published = publisher.publish(app, request);
        return request.info().isEmpty()
                ? published.thenApply(done -> Answer.EMPTY)
                : published.thenCompose(done -> describe(app, request));
    }

    private CompletionStage<Answer> describe(App app, PublishRequest request) {
        var described = new LinkedHashMap<ChannelName, CompletableFuture<ChannelFacts>>();
        for (ChannelName channel : request.channels()) {
            described.put(
                    channel,
                    facts.read(new AppChannel(app.id(), channel), request.info())
                            .toCompletableFuture());
        }
        return CompletableFuture.allOf(described.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> Answer.of(json -> {
                    json.writeObjectFieldStart("channels");
                    for (Map.Entry<ChannelName, CompletableFuture<ChannelFacts>> channel : described.entrySet()) {
                        json.writeObjectFieldStart(channel.getKey().value());
                        channel.getValue().join().write(request.info(), json);
                        json.writeEndObject();
                    }
                    json.writeEndObject();
                }));
    }
}
