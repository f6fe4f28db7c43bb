package io.carillon.client.realtime;

import io.carillon.client.json.Json;
import io.carillon.client.json.JsonException;
import io.carillon.client.json.JsonWriter;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.ServerFrame;
import io.carillon.protocol.frame.ServerFrame.SubscriptionError.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Frames as a client reads and writes them. */
final class ClientCodec {

    private ClientCodec() {}

    /**
     * Reads one message of a server, with {@code data} as a string or as JSON.
     *
     * @return null for what a client has nothing to do with, such as events of a later version that name no channel
     * @throws JsonException or {@link io.carillon.protocol.InvalidValueException} if it cannot be read
     */
    static @Nullable ServerFrame decode(String message) {
        Json frame = Json.read(message);
        String event = frame.text("event");
        if (event == null) {
            throw new JsonException("There is no event.");
        }
        return switch (event) {
            case "pusher:connection_established" -> {
                Json data = data(frame);
                yield new ServerFrame.ConnectionEstablished(
                        SocketId.of(string(data, "socket_id")), Math.toIntExact(data.integer("activity_timeout")));
            }
            case "pusher:pong", "pusher:ping" -> new ServerFrame.Pong();
            case "pusher:error" -> error(frame);
            case "pusher_internal:subscription_succeeded" -> succeeded(frame);
            case "pusher:subscription_error", "pusher_internal:subscription_error" -> subscriptionError(frame);
            case "pusher_internal:member_added" -> {
                Json data = data(frame);
                Json info = data.get("user_info");
                yield new ServerFrame.MemberAdded(
                        channel(frame),
                        new Member(user(data.require("user_id")), info == null ? Member.NO_INFO : info.source()));
            }
            case "pusher_internal:member_removed" ->
                new ServerFrame.MemberRemoved(channel(frame), user(data(frame).require("user_id")));
            case "pusher:cache_miss" -> new ServerFrame.CacheMiss(channel(frame));
            case "pusher_internal:subscription_count" ->
                new ServerFrame.SubscriptionCount(
                        channel(frame), Math.toIntExact(data(frame).integer("subscription_count")));
            case "pusher:signin_success" -> new ServerFrame.SigninSuccess(string(data(frame), "user_data"));
            case "pusher_internal:watchlist_events" -> watchlist(data(frame));
            case "carillon:token_accepted" -> {
                Json user = data(frame).get("user_id");
                yield new ServerFrame.TokenAccepted(
                        data(frame).integer("expires_at"), user == null ? null : user(user));
            }
            case "carillon:token_expiring" ->
                new ServerFrame.TokenExpiring(
                        data(frame).integer("expires_at"), data(frame).integer("seconds"));
            default -> frame.get("channel") == null ? null : event(frame, event);
        };
    }

    static String subscribe(ChannelName channel, ChannelGrant grant) {
        var data = new LinkedHashMap<String, Object>();
        data.put("channel", channel);
        if (grant.auth() != null) {
            data.put("auth", grant.auth());
        }
        if (grant.channelData() != null) {
            data.put("channel_data", grant.channelData());
        }
        return frame("pusher:subscribe", data);
    }

    static String unsubscribe(ChannelName channel) {
        return frame("pusher:unsubscribe", Map.of("channel", channel));
    }

    static String ping() {
        return frame("pusher:ping", Map.of());
    }

    static String signin(UserGrant grant) {
        var data = new LinkedHashMap<String, Object>();
        data.put("auth", grant.auth());
        data.put("user_data", grant.userData());
        return frame("pusher:signin", data);
    }

    static String token(String token) {
        return frame("carillon:token", Map.of("token", token));
    }

    static String clientEvent(ChannelName channel, String event, String data) {
        var frame = new LinkedHashMap<String, Object>();
        frame.put("event", event);
        frame.put("channel", channel);
        frame.put("data", data);
        return JsonWriter.write(frame);
    }

    private static String frame(String event, Map<String, ?> data) {
        var frame = new LinkedHashMap<String, Object>();
        frame.put("event", event);
        frame.put("data", data);
        return JsonWriter.write(frame);
    }

    private static ServerFrame error(Json frame) {
        Json data = data(frame);
        Json code = data.get("code");
        String message = data.text("message");
        return new ServerFrame.Error(
                code == null ? null : Math.toIntExact(data.integer("code")),
                message == null ? "The server gave no reason." : message,
                frame.text("channel"),
                data.text("reason"));
    }

    private static ServerFrame succeeded(Json frame) {
        Json presence = frame.get("data") == null ? null : data(frame).get("presence");
        if (presence == null) {
            return new ServerFrame.SubscriptionSucceeded(channel(frame));
        }
        Map<String, Json> told = presence.require("hash").fields();
        List<Member> members = new ArrayList<>();
        for (Json id : presence.require("ids").items()) {
            Json info = told.get(id.id());
            members.add(new Member(user(id), info == null ? Member.NO_INFO : info.source()));
        }
        return new ServerFrame.PresenceSucceeded(channel(frame), members);
    }

    private static ServerFrame subscriptionError(Json frame) {
        Json data = data(frame);
        long status = data.get("status") == null ? 0 : data.integer("status");
        Kind kind = Arrays.stream(Kind.values())
                .filter(candidate -> candidate.status() == status)
                .findFirst()
                .orElse(Kind.OTHER);
        String error = data.text("error");
        String message = error == null ? "The server gave no reason." : error;
        return new ServerFrame.SubscriptionError(
                string(frame, "channel"),
                kind,
                // The number is all that is known of it.
                kind == Kind.OTHER && status != 0 ? message + " (status " + status + ")" : message,
                data.text("reason"));
    }

    private static ServerFrame watchlist(Json data) {
        List<UserId> online = new ArrayList<>();
        List<UserId> offline = new ArrayList<>();
        for (Json event : data.require("events").items()) {
            List<UserId> turned = "online".equals(event.text("name")) ? online : offline;
            event.require("user_ids").items().forEach(id -> turned.add(user(id)));
        }
        return new ServerFrame.WatchlistEvents(online, offline);
    }

    private static ServerFrame event(Json frame, String event) {
        Json data = frame.get("data");
        String text = data == null ? "" : data.text() == null ? data.source() : data.text();
        Json user = frame.get("user_id");
        return new ServerFrame.ChannelEvent(
                channel(frame), event, String.valueOf(text), user == null ? null : user(user));
    }

    private static Json data(Json frame) {
        Json data = frame.require("data");
        String text = data.text();
        return text == null ? data : Json.read(text);
    }

    private static ChannelName channel(Json frame) {
        return ChannelName.of(string(frame, "channel"));
    }

    private static UserId user(Json id) {
        String text = id.id();
        if (text == null) {
            throw new JsonException("A user id is neither a string nor a number.");
        }
        return UserId.of(text);
    }

    private static String string(Json object, String key) {
        String text = object.require(key).text();
        if (text == null) {
            throw new JsonException(key + " is no string.");
        }
        return text;
    }
}
