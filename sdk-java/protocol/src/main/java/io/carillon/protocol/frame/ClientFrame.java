package io.carillon.protocol.frame;

import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import org.jspecify.annotations.Nullable;

/** What a client says to the server. A kind that nobody answers does not compile: see {@link Handler}. */
public sealed interface ClientFrame {

    /** Gives this frame to the method of the handler that answers its kind. */
    void handleBy(Handler handler);

    /**
     * {@code pusher:subscribe}.
     *
     * @param channel what the client wants to hear
     * @param auth {@code KEY:SIGNATURE} or a connection token, as sent; null if absent or empty
     * @param channelData JSON text exactly as it was signed; null if absent or null
     */
    record Subscribe(
            ChannelName channel,
            @Nullable String auth,
            @Nullable String channelData) implements ClientFrame {
        @Override
        public void handleBy(Handler handler) {
            handler.onSubscribe(this);
        }

        /** Without the signature, which is a secret for as long as the socket id lives. */
        @Override
        public String toString() {
            return "Subscribe[" + channel + "]";
        }
    }

    /** {@code pusher:unsubscribe}. */
    record Unsubscribe(ChannelName channel) implements ClientFrame {
        @Override
        public void handleBy(Handler handler) {
            handler.onUnsubscribe(this);
        }
    }

    /** {@code pusher:ping}: answered with {@code pusher:pong} at once. */
    record Ping() implements ClientFrame {
        @Override
        public void handleBy(Handler handler) {
            handler.onPing();
        }
    }

    /** {@code pusher:pong}: a sign of life and nothing else. */
    record Pong() implements ClientFrame {
        @Override
        public void handleBy(Handler handler) {
            handler.onPong();
        }
    }

    /**
     * {@code pusher:signin}.
     *
     * @param auth {@code KEY:SIGNATURE} or a connection token, as sent
     * @param userData JSON text exactly as it was signed
     */
    record Signin(String auth, String userData) implements ClientFrame {
        @Override
        public void handleBy(Handler handler) {
            handler.onSignin(this);
        }

        @Override
        public String toString() {
            return "Signin[]";
        }
    }

    /**
     * {@code carillon:token}: a connection token, the first or a newer one.
     *
     * @param token as sent
     */
    record Token(String token) implements ClientFrame {
        @Override
        public void handleBy(Handler handler) {
            handler.onToken(this);
        }

        @Override
        public String toString() {
            return "Token[]";
        }
    }

    /**
     * An event that begins with {@code client-}, for the other subscribers of a channel. Name and channel are as sent:
     * they are checked in the order in which the protocol wants the refusals, not in the order of reading.
     *
     * @param event as sent, beginning with {@code client-}
     * @param channel as sent; null if absent
     * @param data a JSON string's content, or the text of any other JSON value ({@code null} among them) exactly as it stands
     *     in the message; null if absent
     */
    record ClientEvent(
            String event,
            @Nullable String channel,
            @Nullable String data) implements ClientFrame {
        @Override
        public void handleBy(Handler handler) {
            handler.onClientEvent(this);
        }
    }

    /**
     * Well-formed JSON with an event name that no client may send.
     *
     * @param event as sent
     */
    record Unknown(String event) implements ClientFrame {
        @Override
        public void handleBy(Handler handler) {
            handler.onUnknown(this);
        }
    }

    /**
     * A message that cannot be obeyed because it cannot be read.
     *
     * @param reason what is wrong with it
     * @param subscribing the channel's name as sent if the message wanted to subscribe, so that the refusal can reach
     *     whoever waits for that subscription; null otherwise
     */
    record Malformed(InvalidValueException reason, @Nullable String subscribing) implements ClientFrame {
        @Override
        public void handleBy(Handler handler) {
            handler.onMalformed(this);
        }
    }

    /** One method for each kind of frame. */
    interface Handler {
        void onSubscribe(Subscribe frame);

        void onUnsubscribe(Unsubscribe frame);

        void onPing();

        void onPong();

        void onSignin(Signin frame);

        void onToken(Token frame);

        void onClientEvent(ClientEvent frame);

        void onUnknown(Unknown frame);

        void onMalformed(Malformed frame);
    }
}
