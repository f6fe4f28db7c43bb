package io.carillon.client;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can go wrong on the client's side of the wire. What a server refuses has the server's own codes. */
public enum ClientError {
    /** The server cannot be reached: no such host, nobody listens there, or the network is away. Look at host and port, and whether the server runs. */
    UNREACHABLE(true),
    /** No answer came in time; whether the server has acted is not known. Try again, or look at why it is slow. */
    TIMEOUT(true),
    /** The connection broke; whether the server has acted is not known. A realtime client comes back by itself. */
    CONNECTION_LOST(true),
    /** What answered does not speak this protocol: mostly the address of something else. Look at host, port and path. */
    ANSWER_INVALID(false),
    /** More is waiting to be published than the queue holds. The event was not taken: slow down, or try again later. */
    QUEUE_FULL(true),
    /** It was closed before, or while this waited. Make a new one. */
    CLOSED(false),
    /** The thread was interrupted while it waited. */
    INTERRUPTED(false),
    /** The app's function that authorizes channels, or users, failed. The message says what it failed with. */
    AUTHORIZATION_FAILED(true),
    /** The app's function that fetches connection tokens failed. The message says what it failed with. */
    TOKEN_FETCH_FAILED(true),
    /** A private or presence channel needs a channel authorizer or connection tokens, a sign-in a user authenticator. Give the builder one. */
    AUTHORIZER_MISSING(false),
    /** The auth endpoint of an encrypted channel answered no {@code shared_secret}. Have it answer one: its library needs the master key. */
    SHARED_SECRET_MISSING(false),
    /** The {@code shared_secret} of an encrypted channel is none. It is base64 of 32 bytes. */
    SHARED_SECRET_INVALID(false),
    /** An event on an encrypted channel fits no key that is known. Publisher and auth endpoint need the same master key. */
    DECRYPTION_FAILED(false),
    /** The channel has no subscription now; only who is subscribed can send client events. Wait until it is. */
    NOT_SUBSCRIBED(true),
    /** It was unsubscribed while something waited for the subscription. */
    UNSUBSCRIBED(false),
    /** Nobody has the key that the webhook names. Give the verifier all key pairs that the app has now. */
    WEBHOOK_KEY_UNKNOWN(false),
    /** The signature is not that of the key over the webhook's body. Verify the bytes as they came, with the secret of that key. */
    WEBHOOK_SIGNATURE_INVALID(false),
    /** The webhook was made longer ago than is accepted: a replay, or a clock that is wrong. */
    WEBHOOK_TOO_OLD(false),
    /** The webhook is signed, but its body cannot be read. */
    WEBHOOK_INVALID(false);

    /** Where the documentation of released versions is; each constant has its own place there. */
    private static final String DOCS =
            "https://javadoc.io/doc/io.carillon/carillon-client/latest/io.carillon.client/io/carillon/client/ClientError.html#";

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

    /** Where more is said about it. */
    public URI docs() {
        return URI.create(DOCS + name());
    }

    /** As an exception. */
    public CarillonException because(String message) {
        return because(message, null);
    }

    /** As an exception. */
    public CarillonException because(String message, @Nullable Throwable cause) {
        return new CarillonException(new Refusal(code(), 0, message, docs(), retriable, null), cause);
    }
}
