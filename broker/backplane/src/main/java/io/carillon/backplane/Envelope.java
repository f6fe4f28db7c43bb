package io.carillon.backplane;

import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import org.jspecify.annotations.Nullable;

/** What travels from the backplane to a node. */
public sealed interface Envelope {

    /** What it is about. */
    AppChannel channel();

    /** Its place in the channel's stream; null if it took none. */
    @Nullable
    Position position();

    /** Gives this envelope to the method of the handler that answers its kind. */
    void handleBy(Handler handler);

    /**
     * An event for the channel's subscribers.
     *
     * @param except the connection that does not get it; null if everybody gets it
     * @param user who sent it; null but on client events of presence channels
     */
    record Event(
            AppChannel channel,
            @Nullable Position position,
            String event,
            String data,
            @Nullable SocketId except,
            @Nullable UserId user)
            implements Envelope {
        @Override
        public void handleBy(Handler handler) {
            handler.onEvent(this);
        }

        @Override
        public String toString() {
            return "Event[" + channel + ", " + event + "]";
        }
    }

    /** The first connection of a user joined a presence channel. */
    record MemberAdded(AppChannel channel, Position position, Member member) implements Envelope {
        @Override
        public void handleBy(Handler handler) {
            handler.onMemberAdded(this);
        }
    }

    /** The last connection of a user left a presence channel. */
    record MemberRemoved(AppChannel channel, Position position, UserId user) implements Envelope {
        @Override
        public void handleBy(Handler handler) {
            handler.onMemberRemoved(this);
        }
    }

    /**
     * The channel has another number of subscribers now, over all nodes.
     *
     * @param count may be late, never wrong for long: a later envelope follows while it changes
     */
    record CountChanged(AppChannel channel, int count) implements Envelope {
        @Override
        public @Nullable Position position() {
            return null;
        }

        @Override
        public void handleBy(Handler handler) {
            handler.onCountChanged(this);
        }
    }

    /**
     * A watched user signed in for the first time, or signed out for the last. Goes to the nodes that watch the user's
     * channel, and to no others.
     */
    record UserTurned(AppChannel channel, Position position, boolean online) implements Envelope {
        @Override
        public void handleBy(Handler handler) {
            handler.onUserTurned(this);
        }
    }

    /** Every connection that signed in as the user of this channel is to be closed. */
    record Terminate(AppChannel channel) implements Envelope {
        @Override
        public @Nullable Position position() {
            return null;
        }

        @Override
        public void handleBy(Handler handler) {
            handler.onTerminate(this);
        }
    }

    /** One method for each kind of envelope. */
    interface Handler {
        void onEvent(Event envelope);

        void onMemberAdded(MemberAdded envelope);

        void onMemberRemoved(MemberRemoved envelope);

        void onCountChanged(CountChanged envelope);

        void onUserTurned(UserTurned envelope);

        void onTerminate(Terminate envelope);
    }
}
