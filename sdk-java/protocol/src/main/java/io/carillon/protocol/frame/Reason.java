package io.carillon.protocol.frame;

import java.util.Locale;

/**
 * Why something was refused on a socket: a stable code for programs, beside the number that Pusher's clients know and the words that
 * people read. What is wrong with a token itself has a code of its own, as has each value that cannot be.
 */
public enum Reason {
    SIGNATURE_MISSING(
            "The channel is private, and neither a signature nor a token that covers it came with the subscription.",
            "Let the auth endpoint sign the socket id and the channel's name, or connect with a token that covers the channel."),
    SIGNATURE_INVALID(
            "The signature is not that of the key over the text that the words show.",
            "Sign exactly that text with the secret of the key that auth names, and send channel_data as it was signed."),
    KEY_UNKNOWN(
            "auth names a key that is none of this app's.", "Sign with a key of the app that the client connects to."),
    KEY_REVOKED("The key was taken from the app.", "Use a key that the app has now."),
    KEY_ENDED("The time of the key is over.", "Use a key that the app has now."),
    KEY_SCOPE_INSUFFICIENT("The scope of the key does not reach that far.", "Use another key, or widen its scope."),
    TOKEN_REVOKED(
            "The token was revoked: itself, or all that its user or key had, or all of the app's before a moment.",
            "Fetch a new token. Without one, sign in again."),
    TOKEN_ISSUER_CHANGED(
            "The app no longer trusts the token's issuer, or trusts it on other terms.",
            "Fetch a new token, and show it."),
    TOKEN_NOT_FOR_CHANNEL(
            "The token's capabilities, within the scope of the key or issuer, do not give this on the channel.",
            "Have the token made with a pattern that matches the channel and the operation that the words name."),
    TOKEN_WITHOUT_USER(
            "Members of presence channels are somebody, and the token does not say who its holder is.",
            "Have the token made with sub, the user's id."),
    TOKEN_USER_DIFFERS(
            "The token is another user's than the connection, or than what came with it says.",
            "Open a new connection for another user."),
    USER_BLOCKED("The app has blocked the user until a time.", "Wait, or have the block lifted."),
    USER_DIFFERS("The connection has signed in as another user.", "Open a new connection to sign in as another user."),
    USER_EVENTS_DISABLED("The app has user events off.", "Switch them on in the app's settings."),
    USER_NOT_SIGNED_IN(
            "The channel belongs to a user that the connection has not signed in as.", "Sign in as that user first."),
    MEMBER_MISSING(
            "Members of presence channels are somebody, and the subscription does not say who.",
            "Send channel_data with a user_id, or sign in first."),
    USER_INFO_TOO_LARGE(
            "The user_info of a member has more bytes than the app allows.", "Say less, or raise the app's limit."),
    CHANNEL_NAME_OVER_LIMIT(
            "The channel's name is longer than this app allows.", "Use a shorter name, or raise the app's limit."),
    CHANNEL_FULL(
            "The presence channel has as many members as the app allows.",
            "Use another channel, or raise the app's limit."),
    SUBSCRIPTIONS_OVER_LIMIT(
            "The connection has as many subscriptions as the app allows.",
            "Unsubscribe from some first, or raise the app's limit."),
    SUBSCRIBE_RATE("The connection subscribes faster than the app allows.", "Wait a second between attempts."),
    ALREADY_SUBSCRIBED("The connection is subscribed to the channel.", "There is nothing to mend."),
    NOT_SUBSCRIBED("The connection is not subscribed to the channel.", "Subscribe first."),
    EVENT_UNKNOWN("No client may send an event of this name.", "Use the events that the words list."),
    CLIENT_EVENTS_DISABLED(
            "The app, or the channel's rule, has client events off.", "Switch them on in the app's settings."),
    CLIENT_EVENT_INCOMPLETE("A client event has no channel or no data.", "Send both."),
    CLIENT_EVENT_NAME_INVALID("The name of a client event cannot be.", "Do what the words say."),
    CLIENT_EVENT_NOT_ALLOWED(
            "The channel's rule says which events it takes, and the client event is none of them.",
            "Send one of those that the words list, or add it to the rule."),
    CLIENT_EVENT_DATA_INVALID(
            "The data of a client event is not as the schema in the channel's rule has it.",
            "Mend what the words point at, or change the schema."),
    CLIENT_EVENT_CHANNEL_TYPE(
            "Client events go to private and presence channels that are not encrypted.", "Use such a channel."),
    CLIENT_EVENT_NOT_SUBSCRIBED(
            "A client event is for a channel that the connection is not subscribed to.",
            "Wait for pusher:subscription_succeeded first."),
    CLIENT_EVENT_TOO_LARGE(
            "The data of a client event has more bytes than the app allows.", "Send less, or send a link to it."),
    CLIENT_EVENT_RATE(
            "The connection sends client events faster than the app allows.", "Send fewer, or join several into one."),
    QUOTA_USED_UP("The app has used up its messages for now.", "Wait, or have the app's quota raised."),
    ORIGIN_NOT_ALLOWED(
            "The page's origin is not among those that the app allows.", "Add the origin to the app's settings."),
    AUTHORIZATION_TIMEOUT(
            "The app wants connections to show whose they are, and this one did not in time.",
            "Sign in, subscribe to a private channel or show a token at once after connecting."),
    CONNECT_RATE(
            "More clients connect within a second than the server lets in: mostly those of another one that has just ended.",
            "There is nothing to mend: clients come back by themselves after a pause. If it goes on, raise connects-per-second or start"
                    + " another broker."),
    DISCONNECTED_BY_APP("The app ended all connections of the user.", "That is for the app to say."),
    UNAVAILABLE("The server cannot do it just now.", "Try again in a moment.");

    private final String whatHappened;
    private final String howToMend;

    Reason(String whatHappened, String howToMend) {
        this.whatHappened = whatHappened;
        this.howToMend = howToMend;
    }

    /** The stable code, as in {@code signature_invalid}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What happened, for a developer. */
    public String whatHappened() {
        return whatHappened;
    }

    /** How to mend it, for a developer. */
    public String howToMend() {
        return howToMend;
    }
}
