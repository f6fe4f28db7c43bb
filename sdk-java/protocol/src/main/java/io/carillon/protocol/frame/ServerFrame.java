package io.carillon.protocol.frame;

import io.carillon.protocol.ChannelName;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server says to a client.
 *
 * <p>On the wire every frame is a JSON object with {@code event} first. {@code data} is a JSON text inside a string, but
 * in {@link Error}, where it is an object: clients are strict about both. A key without a value is left out, never null,
 * but for the code of an error. The module's {@code vectors/server-frames.json} has the exact text of each.
 */
public sealed interface ServerFrame {

    /** The same for a client that did not ask for more than Pusher's protocol has. */
    default ServerFrame withoutExtras() {
        return this;
    }

    /**
     * {@code pusher:connection_established}: the first frame of every connection that was let in.
     *
     * @param activityTimeout seconds of silence after which a client should ping; more than 0
     */
    record ConnectionEstablished(SocketId socketId, int activityTimeout) implements ServerFrame {
        public ConnectionEstablished {
            if (activityTimeout <= 0) {
                throw new IllegalArgumentException(
                        "activity timeout is " + activityTimeout + ": pusher-js gives up on anything below 1");
            }
        }
    }

    /** {@code pusher:pong}. */
    record Pong() implements ServerFrame {}

    /**
     * {@code pusher:error}.
     *
     * @param code as in {@link CloseCode}; null where Pusher gives none
     * @param message one or two plain sentences
     * @param channel the channel it is about as the client named it; null if it is about none
     * @param reason the stable code of {@link Reason} and its like; null for clients that did not ask for extras
     */
    record Error(
            @Nullable Integer code,
            String message,
            @Nullable String channel,
            @Nullable String reason) implements ServerFrame {

        /** One that says no reason. */
        public Error(@Nullable Integer code, String message, @Nullable String channel) {
            this(code, message, channel, null);
        }

        @Override
        public ServerFrame withoutExtras() {
            return reason == null ? this : new Error(code, message, channel);
        }

        /** An error that is about no channel, with the code's own words. */
        public static Error of(CloseCode code, Object... about) {
            return new Error(code.code(), code.words(about), null);
        }

        /** An error without a code, about no channel. */
        public static Error of(String message) {
            return new Error(null, message, null);
        }
    }

    /** {@code pusher_internal:subscription_succeeded} on a channel without members. */
    record SubscriptionSucceeded(ChannelName channel) implements ServerFrame {}

    /**
     * {@code pusher_internal:subscription_succeeded} on a presence channel.
     *
     * @param members everyone who is there, the new member included, each once
     */
    record PresenceSucceeded(ChannelName channel, List<Member> members) implements ServerFrame {
        public PresenceSucceeded {
            members = List.copyOf(members);
        }
    }

    /**
     * {@code pusher:subscription_error}: the subscription failed, the connection lives on.
     *
     * @param channel as the client named it
     * @param reason the stable code of {@link Reason} and its like; null for clients that did not ask for extras
     */
    record SubscriptionError(
            String channel,
            Kind kind,
            String message,
            @Nullable String reason) implements ServerFrame {

        /** One that says no reason. */
        public SubscriptionError(String channel, Kind kind, String message) {
            this(channel, kind, message, null);
        }

        @Override
        public ServerFrame withoutExtras() {
            return reason == null ? this : new SubscriptionError(channel, kind, message);
        }

        /** What kind of refusal it is, and the number that client code branches on. */
        public enum Kind {
            /** The signature is missing or wrong. */
            AUTH_ERROR("AuthError", 401),
            /** The name is not a channel name. */
            NAME_INVALID("LimitReached", 4009),
            /** The member says more about itself than the app allows. */
            MEMBER_TOO_LARGE("LimitReached", 4301),
            /** The channel, or the connection, has as many as the app allows. */
            LIMIT_REACHED("LimitReached", 4100),
            /** The server cannot do it now; a later try may succeed. */
            UNAVAILABLE("TemporarilyUnavailable", 503),
            /** A refusal that only other servers know, or later versions. Read, and never sent. */
            OTHER("Other", 0);

            private final String type;
            private final int status;

            Kind(String type, int status) {
                this.type = type;
                this.status = status;
            }

            /** The word in {@code data.type}. */
            public String type() {
                return type;
            }

            /** The number in {@code data.status}. */
            public int status() {
                return status;
            }
        }
    }

    /**
     * {@code pusher_internal:subscription_error}: the same under the name that Pusher's .NET client listens for; it waits for
     * its timeout otherwise.
     *
     * @param channel as the client named it
     */
    record InternalSubscriptionError(String channel, SubscriptionError.Kind kind, String message)
            implements ServerFrame {}

    /** {@code pusher_internal:member_added}. */
    record MemberAdded(ChannelName channel, Member member) implements ServerFrame {}

    /** {@code pusher_internal:member_removed}. */
    record MemberRemoved(ChannelName channel, UserId user) implements ServerFrame {}

    /**
     * An event that an app or a client published.
     *
     * @param event its name
     * @param data exactly the string that was published
     * @param user who sent it, on events between members of a presence channel; null otherwise
     */
    record ChannelEvent(
            ChannelName channel,
            String event,
            String data,
            @Nullable UserId user) implements ServerFrame {}

    /** {@code pusher:cache_miss}. */
    record CacheMiss(ChannelName channel) implements ServerFrame {}

    /** {@code pusher_internal:subscription_count}. */
    record SubscriptionCount(ChannelName channel, int count) implements ServerFrame {}

    /**
     * {@code pusher:signin_success}.
     *
     * @param userData the text that the client sent, byte for byte
     */
    record SigninSuccess(String userData) implements ServerFrame {}

    /**
     * {@code pusher_internal:watchlist_events}; at least one of the lists has an entry.
     *
     * @param online watched users who are signed in somewhere
     * @param offline watched users who are signed in nowhere
     */
    record WatchlistEvents(List<UserId> online, List<UserId> offline) implements ServerFrame {
        public WatchlistEvents {
            online = List.copyOf(online);
            offline = List.copyOf(offline);
        }
    }

    /**
     * {@code carillon:token_accepted}: the answer to {@link ClientFrame.Token}.
     *
     * @param expiresAt when the token ends, in seconds since 1970
     * @param user whose it is; null if it does not say
     */
    record TokenAccepted(long expiresAt, @Nullable UserId user) implements ServerFrame {}

    /**
     * {@code carillon:token_expiring}: a new token is wanted.
     *
     * @param expiresAt when the token ends, in seconds since 1970
     * @param seconds how many are left until then; not negative
     */
    record TokenExpiring(long expiresAt, long seconds) implements ServerFrame {}
}
