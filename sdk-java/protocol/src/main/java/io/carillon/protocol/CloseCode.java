package io.carillon.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Why a connection ends, or why a request on it is refused, and what the client does next. The codes and their words
 * live here and nowhere else.
 *
 * <p>Sources: Pusher Channels protocol documentation, "error codes"; RFC 6455 section 7.4.1 for 1000 to 1011. Those that are ours
 * stand in the ranges that Pusher's clients know.
 */
public enum CloseCode {
    NORMAL(1000, "Goodbye"),
    GOING_AWAY(1001, "Server is going away"),
    PROTOCOL_ERROR(1002, "Protocol error"),
    INVALID_PAYLOAD(1007, "Text frames must be valid UTF-8"),
    MESSAGE_TOO_BIG(1009, "Message too big"),
    INTERNAL_ERROR(1011, "Internal error, please try again"),

    TLS_ONLY(4000, "Application only accepts SSL connections, reconnect using wss://"),
    APP_NOT_FOUND(4001, "App key %s not in this cluster. Did you forget to specify the cluster?"),
    APP_DISABLED(4003, "Application disabled"),
    OVER_CONNECTION_QUOTA(4004, "Application is over connection quota"),
    PATH_NOT_FOUND(4005, "Path not found: connect to /app/YOUR_APP_KEY"),
    INVALID_VERSION(4006, "Invalid version string format"),
    UNSUPPORTED_PROTOCOL(4007, "Unsupported protocol version: %s. Versions 4 to 7 are supported"),
    NO_PROTOCOL(4008, "No protocol version supplied"),
    UNAUTHORIZED(4009, "Connection is unauthorized"),
    /** Ours. It also comes in error frames, if a token is refused on an open connection. */
    TOKEN_REFUSED(4010, "Connection token refused"),

    OVER_CAPACITY(4100, "Over capacity, please try again"),
    /** Ours: the token that a client came with is too old, or was revoked. */
    TOKEN_EXPIRED(4110, "Connection token expired, please come back with a new one"),

    RECONNECT(4200, "Please reconnect immediately"),
    NO_PONG(4201, "Pong reply not received"),
    INACTIVE(4202, "Closed after inactivity"),
    /** Ours: the token of an open connection expired, or was revoked. */
    TOKEN_ENDED(4210, "Connection token ended, please come back with a new one"),

    /** Never closes: sent as an error frame. Clients that see it as a close code never come back. */
    CLIENT_EVENT_REJECTED(4301, "Client event rejected"),
    /** Never closes: sent as an error frame. */
    WATCHLIST_TOO_LONG(4302, "Watchlist limit exceeded: only the first 100 users are watched");

    /** What Pusher clients do when a connection closes with a code. */
    public enum Reaction {
        /** Report it and stay away: only a change of settings can help. */
        STAY_AWAY,
        /** Come back after a pause. */
        BACK_OFF,
        /** Come back at once. */
        RECONNECT_NOW,
        /** Nothing: the code travels in error frames and the connection lives on. */
        NONE
    }

    private static final int MAX_REASON_BYTES = 123;

    private final int code;
    private final String words;

    CloseCode(int code, String words) {
        this.code = code;
        this.words = words;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /**
     * The words for it.
     *
     * @param about what takes the place of {@code %s} in the words that have one; nothing leaves that place empty
     */
    public String words(Object... about) {
        return about.length == 0 ? words.replace("%s", "(none)") : String.format(Locale.ROOT, words, about);
    }

    /** What a Pusher client does next. */
    public Reaction reaction() {
        return reactionTo(code);
    }

    /** What a Pusher client does next after a close with this code, which need not be one that has a name here. */
    public static Reaction reactionTo(int code) {
        if (code >= 4300) {
            return Reaction.NONE;
        }
        if (code >= 4200) {
            return Reaction.RECONNECT_NOW;
        }
        return code >= 4000 && code < 4100 ? Reaction.STAY_AWAY : Reaction.BACK_OFF;
    }

    /** A reason cut, at a character's edge, to the 123 bytes of UTF-8 that a close frame has room for. */
    public static String fitReason(String reason) {
        if (reason.getBytes(StandardCharsets.UTF_8).length <= MAX_REASON_BYTES) {
            return reason;
        }
        int end = 0;
        int bytes = 0;
        while (true) {
            int character = reason.codePointAt(end);
            bytes += utf8Length(character);
            if (bytes > MAX_REASON_BYTES) {
                return reason.substring(0, end);
            }
            end += Character.charCount(character);
        }
    }

    private static int utf8Length(int character) {
        if (character < 0x80 || Character.getType(character) == Character.SURROGATE) {
            // Half a pair has no place in UTF-8: a question mark is sent for it.
            return 1;
        }
        return character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }
}
