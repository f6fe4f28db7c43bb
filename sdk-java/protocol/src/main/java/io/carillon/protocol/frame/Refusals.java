package io.carillon.protocol.frame;

import io.carillon.protocol.ChannelName;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.InvalidValueException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The refusals that leave a connection open, and what is said of keys wherever one is not enough; in the words that Pusher
 * uses, because tools and people search for those. Where Pusher has no words they are ours.
 */
public final class Refusals {

    private static final int SIGNATURE_LENGTH = 64;

    private Refusals() {}

    public static ServerFrame.Error existingSubscription(ChannelName channel) {
        return new ServerFrame.Error(
                null, "Existing subscription to channel " + channel, channel.value(), Reason.ALREADY_SUBSCRIBED.code());
    }

    public static ServerFrame.Error noSubscription(ChannelName channel) {
        return new ServerFrame.Error(
                null,
                "No current subscription to channel " + channel + ", or subscription in progress",
                channel.value(),
                Reason.NOT_SUBSCRIBED.code());
    }

    /**
     * @param signedText what should have been signed
     * @param signature what came; shown as far as a signature is long
     */
    public static Objection invalidSignature(String signedText, String signature) {
        return new Objection(
                Reason.SIGNATURE_INVALID,
                "Invalid signature: Expected HMAC SHA256 hex digest of " + signedText + ", but got "
                        + (signature.length() > SIGNATURE_LENGTH
                                ? signature.substring(0, SIGNATURE_LENGTH) + "..."
                                : signature));
    }

    public static Objection invalidKey(String key) {
        return new Objection(
                Reason.KEY_UNKNOWN, "Invalid key in subscription auth data: " + InvalidValueException.quote(key));
    }

    /** A key that was the app's is not any more. */
    public static Objection keyRevoked(String key) {
        return new Objection(Reason.KEY_REVOKED, "App key " + key + " was revoked: use a key that the app has now");
    }

    /** The time of a key is over. */
    public static Objection keyEnded(String key, Instant until) {
        return new Objection(
                Reason.KEY_ENDED, "App key " + key + " ended at " + until + ": use a key that the app has now");
    }

    /**
     * @param operation what its scope lacks
     */
    public static Objection keyMayNot(String key, String operation) {
        return new Objection(
                Reason.KEY_SCOPE_INSUFFICIENT,
                "App key " + key + " may not be used for this: its scope lacks " + operation
                        + ". Use another key, or widen its scope");
    }

    /**
     * @param operation what its scope lacks on this channel
     */
    public static Objection keyMayNot(String key, String operation, ChannelName channel) {
        return new Objection(
                Reason.KEY_SCOPE_INSUFFICIENT,
                "App key " + key + " may not be used for channel " + channel + ": its scope lacks " + operation
                        + " there. Use another key, or widen its scope");
    }

    public static ServerFrame.Error clientEventNotInScope(String key, ChannelName channel) {
        return clientEvent(
                Reason.KEY_SCOPE_INSUFFICIENT,
                "Client event rejected - " + keyMayNot(key, "publish", channel).words(),
                channel.value());
    }

    public static ServerFrame.Error clientEventNotInToken(ChannelName channel) {
        return clientEvent(
                Reason.TOKEN_NOT_FOR_CHANNEL,
                "Client event rejected - the token does not give publish on channel " + channel
                        + "; have one made with a channel pattern that matches it and this operation",
                channel.value());
    }

    /** Says no number: it is told to end users, and how much an app may send is its owner's business. */
    public static ServerFrame.Error clientEventsUsedUp(String channel) {
        return clientEvent(
                Reason.QUOTA_USED_UP, "Client event rejected - this app takes no more events for now", channel);
    }

    public static ServerFrame.Error clientEventsDisabled(String channel) {
        return clientEvent(
                Reason.CLIENT_EVENTS_DISABLED,
                "To send client events, you must enable this feature in the Settings page of your dashboard.",
                channel);
    }

    public static ServerFrame.Error clientEventChannelType(String channel) {
        return clientEvent(
                Reason.CLIENT_EVENT_CHANNEL_TYPE,
                "Client event rejected - only supported on private and presence channels that are not encrypted",
                channel);
    }

    public static ServerFrame.Error clientEventNotSubscribed(String channel) {
        return clientEvent(
                Reason.CLIENT_EVENT_NOT_SUBSCRIBED,
                "Cannot broadcast client event (connection not subscribed to channel " + channel + ")",
                channel);
    }

    public static ServerFrame.Error clientEventIncomplete() {
        return clientEventIncomplete(null);
    }

    /** @param channel null if that is what is missing */
    public static ServerFrame.Error clientEventIncomplete(@Nullable String channel) {
        return clientEvent(
                Reason.CLIENT_EVENT_INCOMPLETE, "Invalid client event (must contain channel and data)", channel);
    }

    public static ServerFrame.Error clientEventName(String channel, String why) {
        return clientEvent(Reason.CLIENT_EVENT_NAME_INVALID, why, channel);
    }

    /**
     * @param taken the events that the channel takes, for people
     */
    public static ServerFrame.Error clientEventNotTaken(String channel, String event, String taken) {
        return clientEvent(
                Reason.CLIENT_EVENT_NOT_ALLOWED,
                "Client event rejected - " + eventNotTaken(channel, event, taken),
                channel);
    }

    /**
     * @param pointer where in its data, as a JSON pointer; empty for all of it
     * @param words what must be so, as in {@code must be number}
     */
    public static ServerFrame.Error clientEventData(String channel, String event, String pointer, String words) {
        return clientEvent(
                Reason.CLIENT_EVENT_DATA_INVALID,
                "Client event rejected - " + eventData(channel, event, pointer, words),
                channel);
    }

    /** For sockets and the HTTP API alike. */
    public static String eventNotTaken(String channel, String event, String taken) {
        return "channel " + channel + " does not take event " + InvalidValueException.quote(event) + "; it takes "
                + taken;
    }

    /** For sockets and the HTTP API alike. */
    public static String eventData(String channel, String event, String pointer, String words) {
        return (pointer.isEmpty() ? "" : pointer + " in ") + "the data of event " + InvalidValueException.quote(event)
                + " on channel " + channel + " " + words;
    }

    public static ServerFrame.Error clientEventTooLarge(String channel, int allowedBytes) {
        return clientEvent(Reason.CLIENT_EVENT_TOO_LARGE, dataTooLarge(allowedBytes), channel);
    }

    public static ServerFrame.Error clientEventRate(String channel, int perSecond) {
        return clientEvent(
                Reason.CLIENT_EVENT_RATE,
                "Client event rejected - the rate limit of " + perSecond
                        + " client events per second on this connection was exceeded; send fewer, or join several into one",
                channel);
    }

    public static ServerFrame.Error clientEventUnavailable(String channel) {
        return clientEvent(
                Reason.UNAVAILABLE,
                "Client event not delivered - the server cannot pass it on just now; please try again",
                channel);
    }

    /** For sockets and the HTTP API alike. */
    public static String dataTooLarge(int allowedBytes) {
        return "The data content of this event exceeds the allowed maximum (" + allowedBytes
                + " bytes). Send less, or send a link to it";
    }

    private static ServerFrame.Error clientEvent(Reason reason, String message, @Nullable String channel) {
        return new ServerFrame.Error(CloseCode.CLIENT_EVENT_REJECTED.code(), message, channel, reason.code());
    }
}
