package io.carillon.faults.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done or heard.
 *
 * <p>Times are {@link System#nanoTime()} of the one process that watches: all that it compares was told by the same clock. {@code client} is the
 * name of a client, which keeps it over all its connections.
 */
public sealed interface Entry {

    /** When. */
    long at();

    /** A client was greeted. */
    record Connected(long at, String client, String node, String socketId) implements Entry {}

    /**
     * A client's connection is gone.
     *
     * @param code of the close frame; 1006 if there was none
     * @param byUs whether the client had hung up itself
     */
    record Closed(long at, String client, String node, int code, String reason, boolean byUs) implements Entry {}

    /** A node took a newcomer's call and closed before it had greeted it. */
    record TurnedAway(long at, String client, String node, int code, String reason) implements Entry {}

    /**
     * A client asked for a channel.
     *
     * @param user as whom, on a presence channel
     */
    record Subscribing(
            long at,
            String client,
            String node,
            String channel,
            @Nullable String user) implements Entry {}

    /**
     * It has it.
     *
     * @param roster who is there, on a presence channel
     */
    record Subscribed(
            long at,
            String client,
            String node,
            String channel,
            @Nullable List<String> roster) implements Entry {
        public Subscribed {
            roster = roster == null ? null : List.copyOf(roster);
        }
    }

    /** It does not get it. */
    record Refused(long at, String client, String node, String channel, String type, int status) implements Entry {}

    /** A client gave a channel back. */
    record Unsubscribed(long at, String client, String channel) implements Entry {}

    /** A client heard of a member that it did not know. */
    record MemberAdded(long at, String client, String channel, String user) implements Entry {}

    /** A client heard that a member is gone. */
    record MemberRemoved(long at, String client, String channel, String user) implements Entry {}

    /**
     * A client heard an event.
     *
     * @param id what its data says
     */
    record Heard(long at, String client, String channel, String event, String id) implements Entry {}

    /**
     * A server published an event.
     *
     * @param answeredAt when the answer was there, or when we stopped waiting
     * @param status of the answer; 0 if there was none
     * @param retryAfter whether the answer said when to try again
     */
    record Published(long at, long answeredAt, String channel, String id, int status, boolean retryAfter)
            implements Entry {}

    /** A client sent an event, to which there is no answer. */
    record Said(long at, String client, String channel, String id) implements Entry {}

    /** An error frame told a client something. */
    record Complaint(long at, String client, int code, String message) implements Entry {}

    /** Something that we did to a process. */
    record Marked(long at, String what) implements Entry {}
}
