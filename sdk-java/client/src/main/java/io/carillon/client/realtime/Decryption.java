package io.carillon.client.realtime;

import io.carillon.client.ClientError;
import io.carillon.client.cipher.ChannelCipher;
import io.carillon.client.cipher.SharedSecret;
import io.carillon.protocol.frame.ServerFrame.ChannelEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens the events of one encrypted channel on one socket. Belongs to the client's loop. */
final class Decryption {

    /** An app that does not answer must not fill the memory. */
    private static final int MOST_WAITING = 1000;

    private final ChannelCipher cipher;
    private final Channel channel;
    private final Consumer<Decryption> asksAgain;
    private final Deque<ChannelEvent> waiting = new ArrayDeque<>();
    private SharedSecret secret;

    /** @param asksAgain asks the app for the secret anew, and then calls {@link #rekeyed} */
    Decryption(ChannelCipher cipher, Channel channel, SharedSecret secret, Consumer<Decryption> asksAgain) {
        this.cipher = cipher;
        this.channel = channel;
        this.secret = secret;
        this.asksAgain = asksAgain;
    }

    void hear(ChannelEvent event) {
        if (waiting.isEmpty() && opens(event)) {
            return;
        }
        if (waiting.size() == MOST_WAITING) {
            lost(event);
            return;
        }
        waiting.add(event);
        // Once for all that comes meanwhile, which keeps its order.
        if (waiting.size() == 1) {
            asksAgain.accept(this);
        }
    }

    /** @param newer null if there was none: the old one is tried once more, and what it does not open is told */
    void rekeyed(@Nullable SharedSecret newer) {
        secret = newer == null ? secret : newer;
        for (ChannelEvent event : waiting) {
            if (!opens(event)) {
                lost(event);
            }
        }
        waiting.clear();
    }

    private void lost(ChannelEvent event) {
        channel.failed(ClientError.DECRYPTION_FAILED.because("An event " + event.event() + " on " + channel.name()
                + " fits no key that is known: look whether publisher and auth endpoint have the same master key."));
    }

    private boolean opens(ChannelEvent event) {
        String data = secret.open(cipher, event.data());
        if (data != null) {
            channel.hear(new ChannelEvent(event.channel(), event.event(), data, event.user()));
        }
        return data != null;
    }
}
