package io.carillon.controlplane.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.Occupancy;
import io.carillon.backplane.Operation;
import io.carillon.controlplane.access.FrontDoor;
import io.carillon.controlplane.access.Sender;
import io.carillon.controlplane.exchange.Answer;
import io.carillon.controlplane.exchange.Call;
import io.carillon.controlplane.info.Attribute;
import io.carillon.controlplane.info.ChannelFacts;
import io.carillon.controlplane.info.ChannelFactsReader;
import io.carillon.controlplane.info.Info;
import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelType;
import io.carillon.protocol.Member;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /apps/APP_ID/channels}, {@code .../channels/NAME} and {@code .../channels/NAME/users}. Answers come from what
 * the nodes share; no node is asked.
 *
 * <p>The name in the path is matched by a pattern, because the framework's own variables end at {@code ;}.
 */
@Hidden
@Controller("${carillon.control-plane.path-prefix:}/apps/{appId}/channels")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class ChannelsController {

    private static final int NAME = 3;

    /** The cache is not among them: an app may have any number of channels. */
    private static final Set<Attribute> OF_MANY = EnumSet.of(Attribute.USER_COUNT, Attribute.SUBSCRIPTION_COUNT);

    private final FrontDoor door;
    private final Backplane backplane;
    private final ChannelFactsReader facts;

    ChannelsController(FrontDoor door, Backplane backplane, ChannelFactsReader facts) {
        this.door = door;
        this.backplane = backplane;
        this.facts = facts;
    }

    @Get
    CompletionStage<HttpResponse<?>> channels(HttpRequest<?> request) {
        return door.receive(request, Operation.ADMIN, this::channels);
    }

    @Get("/{name:[^/]+}")
    CompletionStage<HttpResponse<?>> channel(HttpRequest<?> request) {
        return door.receive(request, Operation.SUBSCRIBE, this::channel);
    }

    @Get("/{name:[^/]+}/users")
    CompletionStage<HttpResponse<?>> users(HttpRequest<?> request) {
        return door.receive(request, Operation.PRESENCE, this::users);
    }

    private CompletionStage<Answer> channels(Sender sender, Call call) {
        Info info = Info.of(call.parameter("info"), OF_MANY);
        String prefix = orEmpty(call.parameter("filter_by_prefix"));
        if (info.asks(Attribute.USER_COUNT) && !prefix.startsWith(ChannelType.PRESENCE.prefix())) {
            throw Problem.PRESENCE_ONLY.because("user_count may only be requested for presence channels - please supply"
                    + " filter_by_prefix beginning with presence-");
        }
        return backplane
                .occupancy()
                .occupied(sender.app().id(), prefix)
                .thenApply(occupied -> Answer.of(json -> {
                    json.writeObjectFieldStart("channels");
                    for (Map.Entry<ChannelName, Occupancy> channel : occupied.entrySet()) {
                        ChannelName name = channel.getKey();
                        json.writeObjectFieldStart(name.value());
                        new ChannelFacts(name.type(), channel.getValue(), null).write(info, json);
                        json.writeEndObject();
                    }
                    json.writeEndObject();
                }));
    }

    private CompletionStage<Answer> channel(Sender sender, Call call) {
        AppChannel channel = channelOf(sender, Operation.SUBSCRIBE, call);
        Info info = Info.of(call.parameter("info"));
        if (info.asks(Attribute.USER_COUNT) && !channel.name().type().hasMembers()) {
            throw Problem.PRESENCE_ONLY.because(
                    "Cannot retrieve the user count unless the channel is a presence channel");
        }
        return facts.read(channel, info)
                .thenApply(known -> Answer.of(json -> {
                    json.writeBooleanField("occupied", known.occupancy().isOccupied());
                    known.write(info, json);
                }));
    }

    private CompletionStage<Answer> users(Sender sender, Call call) {
        AppChannel channel = channelOf(sender, Operation.PRESENCE, call);
        if (!channel.name().type().hasMembers()) {
            throw Problem.PRESENCE_ONLY.because(
                    "Users can only be retrieved for presence channels, and " + channel.name() + " is none");
        }
        boolean withInfo = "1".equals(call.parameter("with_user_info"));
        return backplane
                .presence()
                .members(channel)
                .thenApply(members -> Answer.of(json -> write(members, withInfo, json)));
    }

    private static void write(List<Member> members, boolean withInfo, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("users");
        for (Member member : members) {
            json.writeStartObject();
            json.writeStringField("id", member.id().value());
            if (withInfo) {
                json.writeFieldName("user_info");
                json.writeRawValue(member.info());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static AppChannel channelOf(Sender sender, Operation operation, Call call) {
        ChannelName name = ChannelName.of(call.segment(NAME));
        sender.needs(operation, name);
        return new AppChannel(sender.app().id(), name);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
