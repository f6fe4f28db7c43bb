package io.carillon.backplane;

import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import org.jspecify.annotations.Nullable;

/**
 * One event for one channel.
 *
 * @param event its name
 * @param data reaches subscribers as exactly this string
 * @param except the connection that does not get it, wherever it is; null if everybody gets it
 * @param user who sent it, for client events on presence channels; null otherwise
 * @param idempotencyKey the publisher's name for this publish; null if it gave none
 */
public record Publication(
        AppChannel channel,
        String event,
        String data,
        @Nullable SocketId except,
        @Nullable UserId user,
        Retention retention,
        @Nullable IdempotencyKey idempotencyKey) {

    /** Without the payload, which is nobody's business but the app's. */
    @Override
    public String toString() {
        return "Publication[" + channel + ", " + event + "]";
    }
}
