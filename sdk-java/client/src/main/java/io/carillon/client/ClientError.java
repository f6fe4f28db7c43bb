package io.carillon.client;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can go wrong on the client's side of the wire. What a server refuses has the server's own codes. */
public enum ClientError {
    /** The server cannot be reached: no such host, nobody listens there, or the network is away. */
    UNREACHABLE(true),
    /** No answer came in time; whether the server has acted is not known. */
    TIMEOUT(true),
    /** The connection broke; whether the server has acted is not known. */
    CONNECTION_LOST(true),
    /** What answered does not speak this protocol: mostly the address of something else. */
    ANSWER_INVALID(false),
    /** More is waiting to be published than the queue holds. The event was not taken: slow down, or try again later. */
    QUEUE_FULL(true),
    /** It was closed before, or while this waited. */
    CLOSED(false),
    /** The thread was interrupted while it waited. */
    INTERRUPTED(false),
    /** The app's function that authorizes channels, or users, failed. */
    AUTHORIZATION_FAILED(true),
    /** The app's function that fetches connection tokens failed. */
    TOKEN_FETCH_FAILED(true),
    /** A private or presence channel needs a channel authorizer or connection tokens, a sign-in a user authenticator; there is none. */
    AUTHORIZER_MISSING(false),
    /** The channel has no subscription now; only who is subscribed can send client events. */
    NOT_SUBSCRIBED(true),
    /** It was unsubscribed while something waited for the subscription. */
    UNSUBSCRIBED(false),
    /** Nobody has the key that the webhook names. */
    WEBHOOK_KEY_UNKNOWN(false),
    /** The signature is not that of the key over the webhook's body. */
    WEBHOOK_SIGNATURE_INVALID(false),
    /** The webhook was made longer ago than is accepted. */
    WEBHOOK_TOO_OLD(false),
    /** The webhook is signed, but its body cannot be read. */
    WEBHOOK_INVALID(false);

    private final boolean retriable;

    ClientError(boolean retriable) {
        this.retriable = retriable;
    }

    /** The stable code, as in {@code queue_full}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the same may succeed later. */
    public boolean retriable() {
        return retriable;
    }

    /** As an exception. */
    public CarillonException because(String message) {
        return because(message, null);
    }

    /** As an exception. */
    public CarillonException because(String message, @Nullable Throwable cause) {
        return new CarillonException(new Refusal(code(), 0, message, null, retriable, null), cause);
    }
}
