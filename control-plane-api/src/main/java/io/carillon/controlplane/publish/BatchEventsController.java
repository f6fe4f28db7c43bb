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
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code POST /apps/APP_ID/batch_events}: several events, each to one channel; all of them are valid, or none is published. */
@Hidden
@Controller("${carillon.control-plane.path-prefix:}/apps/{appId}/batch_events")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class BatchEventsController {

    private final FrontDoor door;
    private final Publisher publisher;
    private final ChannelFactsReader facts;

    BatchEventsController(FrontDoor door, Publisher publisher, ChannelFactsReader facts) {
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
        List<PublishRequest> requests = validated(app, call);
        return publisher.admit(sender, requests).thenCompose(admitted -> publish(app, requests));
    }

    private CompletionStage<Answer> publish(App app, List<PublishRequest> requests) {
        var published = new ArrayList<CompletableFuture<?>>(requests.size());
        for (PublishRequest request : requests) {
            published.add(publisher.publish(app, request).toCompletableFuture());
        }
        CompletableFuture<?> all = CompletableFuture.allOf(published.toArray(CompletableFuture[]::new));
        return requests.stream().allMatch(request -> request.info().isEmpty())
                ? all.thenApply(done -> Answer.EMPTY)
                : all.thenCompose(done -> describe(app, requests));
    }

    private static List<PublishRequest> validated(App app, Call call) {
        List<EventFields> entries =
                EventReader.readBatch(call.body(), app.limits().eventsPerBatch());
        String key = IdempotencyHeader.in(call);
        var requests = new ArrayList<PublishRequest>(entries.size());
        for (EventFields entry : entries) {
            PublishRequest request =
                    validated(entry, app, IdempotencyHeader.ofEntry(key, requests.size()), requests.size());
            if (request.channels().size() != 1) {
                throw Problem.CHANNELS_TOO_MANY.because("An event of a batch goes to one channel, and batch["
                        + requests.size() + "] names " + request.channels().size()
                        + ". Add an event for each channel, or send it as an event of its own.");
            }
            requests.add(request);
        }
        return requests;
    }

    private static PublishRequest validated(EventFields entry, App app, @Nullable String key, int place) {
        try {
            return new PublishRequest(entry, app, key);
        } catch (Refusal refusal) {
            throw refusal.problem().because("batch[" + place + "]: " + refusal.getMessage());
        }
    }

    private CompletionStage<Answer> describe(App app, List<PublishRequest> requests) {
        var described = new ArrayList<CompletableFuture<ChannelFacts>>(requests.size());
        for (PublishRequest request : requests) {
            var channel = new AppChannel(app.id(), request.channels().get(0));
            described.add(facts.readIfAsked(channel, request.info()).toCompletableFuture());
        }
        return CompletableFuture.allOf(described.toArray(CompletableFuture[]::new))
                .thenApply(done -> Answer.of(json -> {
                    json.writeArrayFieldStart("batch");
                    for (int i = 0; i < requests.size(); i++) {
                        json.writeStartObject();
                        described.get(i).join().write(requests.get(i).info(), json);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                }));
    }
}
