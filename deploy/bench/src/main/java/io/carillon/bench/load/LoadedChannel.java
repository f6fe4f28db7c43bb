package io.carillon.bench.load;

import io.carillon.bench.dialect.Dialect;
import io.carillon.bench.wire.ClientMessage;
import io.carillon.bench.wire.Payload;
import io.carillon.bench.wire.Token;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A channel under load, and the message that is sent to it over and over. Belongs to the event loop. */
final class LoadedChannel {

    private final int index;
    private final String name;
    private final byte[] body;
    private final int bodyToken;
    private final ClientMessage clientMessage;

    private int sequence;
    private int subscribers;
    private @Nullable Subscriber sender;

    LoadedChannel(Dialect dialect, int index, String name, int payloadSize) {
        String payload = Payload.blank(payloadSize);
        this.index = index;
        this.name = name;
        this.body = dialect.publishBody(name, payload).getBytes(StandardCharsets.UTF_8);
        this.bodyToken = Payload.tokenIn(body);
        this.clientMessage = ClientMessage.around(dialect.clientMessage(name, payload));
    }

    /** Its place among the channels of the run. */
    int index() {
        return index;
    }

    String name() {
        return name;
    }

    /** The first one is the sender where clients publish. */
    void add(Subscriber subscriber) {
        if (sender == null) {
            sender = subscriber;
        }
        subscribers++;
    }

    /** A subscriber is gone: one delivery less is owed for each message from here on. */
    void remove() {
        subscribers--;
    }

    @Nullable
    Subscriber sender() {
        return sender;
    }

    int subscribers() {
        return subscribers;
    }

    int nextSequence() {
        return ++sequence;
    }

    /** The body of a publish request with the next sequence number; holds until the next call. */
    byte[] nextBody(long due) {
        Token.write(body, bodyToken, due, nextSequence(), Token.MESSAGE);
        return body;
    }

    ClientMessage clientMessage() {
        return clientMessage;
    }
}
