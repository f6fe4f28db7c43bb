package io.carillon.broker.transport;

import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.ClientFrame;
import io.carillon.protocol.frame.FrameCodec;
import io.carillon.protocol.frame.ServerFrame;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frames of Pusher Channels, protocol 4 to 7, as JSON. */
@Singleton
public final class PusherFrameCodec implements FrameCodec {

    private final ClientFrameReader reader = new ClientFrameReader();

    @Override
    public ClientFrame decode(byte[] message, int offset, int length) {
        return reader.read(message, offset, length);
    }

    @Override
    public byte[] encode(ServerFrame frame) {
        // Java 17 has no switch over sealed types. The order is that of frequency.
        if (frame instanceof ServerFrame.ChannelEvent event) {
            return channelEvent(event);
        }
        if (frame instanceof ServerFrame.MemberAdded added) {
            return open("pusher_internal:member_added", added.channel().value(), 96)
                    .raw(",\"data\":\"{\\\"user_id\\\":\\\"")
                    .text(added.member().id().value(), 2)
                    .raw("\\\",\\\"user_info\\\":")
                    .text(added.member().info(), 1)
                    .raw("}\"}")
                    .toBytes();
        }
        if (frame instanceof ServerFrame.MemberRemoved removed) {
            return open("pusher_internal:member_removed", removed.channel().value(), 64)
                    .raw(",\"data\":\"{\\\"user_id\\\":\\\"")
                    .text(removed.user().value(), 2)
                    .raw("\\\"}\"}")
                    .toBytes();
        }
        if (frame instanceof ServerFrame.SubscriptionCount count) {
            return open("pusher_internal:subscription_count", count.channel().value(), 64)
                    .raw(",\"data\":\"{\\\"subscription_count\\\":")
                    .raw(count.count())
                    .raw("}\"}")
                    .toBytes();
        }
        if (frame instanceof ServerFrame.Pong) {
            return open("pusher:pong", 32).raw(",\"data\":\"{}\"}").toBytes();
        }
        if (frame instanceof ServerFrame.SubscriptionSucceeded succeeded) {
            return open(
                            "pusher_internal:subscription_succeeded",
                            succeeded.channel().value(),
                            32)
                    .raw(",\"data\":\"{}\"}")
                    .toBytes();
        }
        if (frame instanceof ServerFrame.PresenceSucceeded succeeded) {
            return presenceSucceeded(succeeded);
        }
        if (frame instanceof ServerFrame.CacheMiss miss) {
            return open("pusher:cache_miss", miss.channel().value(), 32)
                    .raw(",\"data\":\"{}\"}")
                    .toBytes();
        }
        if (frame instanceof ServerFrame.ConnectionEstablished established) {
            return open("pusher:connection_established", 128)
                    .raw(",\"data\":\"{\\\"socket_id\\\":\\\"")
                    .raw(established.socketId().value())
                    .raw("\\\",\\\"activity_timeout\\\":")
                    .raw(established.activityTimeout())
                    .raw("}\"}")
                    .toBytes();
        }
        if (frame instanceof ServerFrame.Error error) {
            return error(error);
        }
        if (frame instanceof ServerFrame.SubscriptionError error) {
            return subscriptionError(
                    "pusher:subscription_error", error.channel(), error.kind(), error.message(), error.reason());
        }
        if (frame instanceof ServerFrame.InternalSubscriptionError error) {
            return subscriptionError(
                    "pusher_internal:subscription_error", error.channel(), error.kind(), error.message(), null);
        }
        if (frame instanceof ServerFrame.SigninSuccess success) {
            return open("pusher:signin_success", 64 + 2 * success.userData().length())
                    .raw(",\"data\":\"{\\\"user_data\\\":\\\"")
                    .text(success.userData(), 2)
                    .raw("\\\"}\"}")
                    .toBytes();
        }
        if (frame instanceof ServerFrame.WatchlistEvents watchlist) {
            return watchlist(watchlist);
        }
        if (frame instanceof ServerFrame.TokenAccepted accepted) {
            return tokenAccepted(accepted);
        }
        if (frame instanceof ServerFrame.TokenExpiring expiring) {
            return open("carillon:token_expiring", 64)
                    .raw(",\"data\":\"{\\\"expires_at\\\":")
                    .raw(Long.toString(expiring.expiresAt()))
                    .raw(",\\\"seconds\\\":")
                    .raw(Long.toString(expiring.seconds()))
                    .raw("}\"}")
                    .toBytes();
        }
        throw new IllegalArgumentException("No wire form for " + frame.getClass());
    }

    private static byte[] channelEvent(ServerFrame.ChannelEvent event) {
        int expected = 64
                + event.event().length()
                + event.data().length()
                + (event.data().length() >> 2);
        var json = new JsonBytes(expected + event.channel().value().length())
                .raw("{\"event\":\"")
                .text(event.event(), 1)
                .raw("\",\"channel\":\"")
                .raw(event.channel().value())
                .raw("\",\"data\":\"")
                .text(event.data(), 1);
        UserId user = event.user();
        if (user != null) {
            json.raw("\",\"user_id\":\"").text(user.value(), 1);
        }
        return json.raw("\"}").toBytes();
    }

    private static byte[] presenceSucceeded(ServerFrame.PresenceSucceeded succeeded) {
        List<Member> members = succeeded.members();
        var json = open(
                        "pusher_internal:subscription_succeeded",
                        succeeded.channel().value(),
                        64 + 64 * members.size())
                .raw(",\"data\":\"{\\\"presence\\\":{\\\"count\\\":")
                .raw(members.size())
                .raw(",\\\"ids\\\":[");
        String before = "\\\"";
        for (Member member : members) {
            json.raw(before).text(member.id().value(), 2).raw("\\\"");
            before = ",\\\"";
        }
        json.raw("],\\\"hash\\\":{");
        before = "\\\"";
        for (Member member : members) {
            json.raw(before).text(member.id().value(), 2).raw("\\\":").text(member.info(), 1);
            before = ",\\\"";
        }
        return json.raw("}}}\"}").toBytes();
    }

    private static byte[] subscriptionError(
            String event,
            String channel,
            ServerFrame.SubscriptionError.Kind kind,
            String message,
            @Nullable String reason) {
        var json = open(event, channel, 128 + message.length())
                .raw(",\"data\":\"{\\\"type\\\":\\\"")
                .raw(kind.type())
                .raw("\\\",\\\"error\\\":\\\"")
                .text(message, 2)
                .raw("\\\",\\\"status\\\":")
                .raw(kind.status());
        if (reason != null) {
            json.raw(",\\\"reason\\\":\\\"").text(reason, 2).raw("\\\"");
        }
        return json.raw("}\"}").toBytes();
    }

    private static byte[] error(ServerFrame.Error error) {
        Integer code = error.code();
        var json = open("pusher:error", 64 + error.message().length())
                .raw(",\"data\":{\"code\":")
                .raw(code == null ? "null" : code.toString())
                .raw(",\"message\":\"")
                .text(error.message(), 1)
                .raw("\"");
        String reason = error.reason();
        if (reason != null) {
            json.raw(",\"reason\":\"").text(reason, 1).raw("\"");
        }
        json.raw("}");
        String channel = error.channel();
        if (channel != null) {
            json.raw(",\"channel\":\"").text(channel, 1).raw("\"");
        }
        return json.raw("}").toBytes();
    }

    private static byte[] tokenAccepted(ServerFrame.TokenAccepted accepted) {
        var json = open("carillon:token_accepted", 96)
                .raw(",\"data\":\"{\\\"expires_at\\\":")
                .raw(Long.toString(accepted.expiresAt()));
        UserId user = accepted.user();
        if (user != null) {
            json.raw(",\\\"user_id\\\":\\\"").text(user.value(), 2).raw("\\\"");
        }
        return json.raw("}\"}").toBytes();
    }

    private static byte[] watchlist(ServerFrame.WatchlistEvents watchlist) {
        var json = open("pusher_internal:watchlist_events", 128).raw(",\"data\":\"{\\\"events\\\":[");
        users(json, "online", watchlist.online());
        if (!watchlist.online().isEmpty() && !watchlist.offline().isEmpty()) {
            json.raw(",");
        }
        users(json, "offline", watchlist.offline());
        return json.raw("]}\"}").toBytes();
    }

    private static void users(JsonBytes json, String name, List<UserId> users) {
        if (users.isEmpty()) {
            return;
        }
        json.raw("{\\\"name\\\":\\\"").raw(name).raw("\\\",\\\"user_ids\\\":[");
        String before = "\\\"";
        for (UserId user : users) {
            json.raw(before).text(user.value(), 2).raw("\\\"");
            before = ",\\\"";
        }
        json.raw("]}");
    }

    private static JsonBytes open(String event, int expected) {
        return new JsonBytes(event.length() + expected)
                .raw("{\"event\":\"")
                .raw(event)
                .raw("\"");
    }

    private static JsonBytes open(String event, String channel, int expected) {
        return open(event, channel.length() + expected)
                .raw(",\"channel\":\"")
                .text(channel, 1)
                .raw("\"");
    }
}
