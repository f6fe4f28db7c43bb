package io.carillon.controlplane.docs;

import io.carillon.protocol.CloseCode;

/** The numbers that sockets are refused with, explained. */
final class SocketCodes {

    /** Stands in the words for what is different each time. */
    private static final String SOMETHING = "X";

    private SocketCodes() {}

    static Entry entry(CloseCode code) {
        return Entry.of(
                Integer.toString(code.code()),
                code.words(SOMETHING),
                cause(code),
                remedy(code),
                whatClientsDo(code.reaction()));
    }

    private static String cause(CloseCode code) {
        return switch (code) {
            case NORMAL -> "The client said goodbye.";
            case GOING_AWAY -> "The server stops.";
            case PROTOCOL_ERROR -> "A frame breaks the rules of WebSockets (RFC 6455).";
            case INVALID_PAYLOAD -> "A text or a close reason is not valid UTF-8.";
            case MESSAGE_TOO_BIG -> "A message is larger, or in more fragments, than the server takes.";
            case INTERNAL_ERROR -> "Something went wrong in the server.";
            case TLS_ONLY -> "The app takes only encrypted connections.";
            case APP_NOT_FOUND -> "No app here has this key, or it was revoked, or its time is over.";
            case APP_DISABLED -> "The app is switched off.";
            case OVER_CONNECTION_QUOTA -> "The app has as many connections as it may have.";
            case PATH_NOT_FOUND -> "The path is not /app/YOUR_APP_KEY.";
            case INVALID_VERSION -> "Pusher's code for a version that cannot be read; Carillon answers 4007 instead.";
            case UNSUPPORTED_PROTOCOL -> "The query's protocol is not 4, 5, 6 or 7.";
            case NO_PROTOCOL -> "Pusher's code for a missing protocol; Carillon takes 7 instead.";
            case UNAUTHORIZED ->
                "The words say what is not allowed: the page's origin, a signature, a sign-in, what the key's scope"
                        + " lacks, or staying without signing in; or the app sent its user away, or has blocked them.";
            case TOKEN_REFUSED -> "The connection token cannot be used: the words and the reason say why.";
            case TOKEN_EXPIRED -> "The connection token that the client came with is too old.";
            case TOKEN_ENDED -> "The connection token expired and no new one came, or it was revoked.";
            case OVER_CAPACITY ->
                "The server has no room, lets in no more clients within this second, or cannot reach the other nodes just now;"
                        + " or this client sends too many"
                        + " frames or reads too slowly.";
            case RECONNECT -> "This node restarts, or had lost touch with the others.";
            case NO_PONG -> "The client was silent and did not answer a ping.";
            case INACTIVE -> "Pusher's code for silence; Carillon answers 4201 instead.";
            case CLIENT_EVENT_REJECTED ->
                "The words say which rule a client event broke: its name, channel, data, size or rate, or the key's scope;"
                        + " or that the app has client events off, or has used up its messages.";
            case WATCHLIST_TOO_LONG -> "The watchlist of a sign-in names more users than the app may watch.";
        };
    }

    private static String remedy(CloseCode code) {
        return switch (code) {
            case NORMAL, GOING_AWAY, RECONNECT -> "There is nothing to mend.";
            case PROTOCOL_ERROR -> "Use a WebSocket library; look for a proxy that changes frames.";
            case INVALID_PAYLOAD -> "Encode what is sent as UTF-8.";
            case MESSAGE_TOO_BIG -> "Send smaller messages, each in one piece.";
            case INTERNAL_ERROR -> "Look into the server's log.";
            case TLS_ONLY -> "Connect with wss://; pusher-js changes over by itself.";
            case APP_NOT_FOUND -> "Compare the key with the app's, and the host with the server it lives on.";
            case APP_DISABLED -> "Enable the app.";
            case OVER_CONNECTION_QUOTA -> "Close connections that are not needed, or raise the app's limit.";
            case PATH_NOT_FOUND -> "Connect to /app/YOUR_APP_KEY; behind a proxy, set path-prefix.";
            case INVALID_VERSION, UNSUPPORTED_PROTOCOL, NO_PROTOCOL -> "Use a current client, or send protocol=7.";
            case UNAUTHORIZED ->
                "Allow the origin, or look at the app's auth endpoint: it signs with the secret of the key that the"
                        + " client connects with.";
            case TOKEN_REFUSED -> "Do what the words say; tokens.md tells how tokens are made.";
            case TOKEN_EXPIRED, TOKEN_ENDED ->
                "Fetch a new token and come back with it; send one in time when carillon:token_expiring comes.";
            case OVER_CAPACITY -> "Send fewer frames and read faster; if it is the server, add nodes.";
            case NO_PONG, INACTIVE -> "Answer pings, or send something before activity_timeout is over.";
            case CLIENT_EVENT_REJECTED ->
                "Do what the words say; client events need a client- name and a private or presence channel that the"
                        + " connection is subscribed to.";
            case WATCHLIST_TOO_LONG -> "Name the most important users first; the rest are not watched.";
        };
    }

    private static String whatClientsDo(CloseCode.Reaction reaction) {
        return switch (reaction) {
            case STAY_AWAY -> "Report it and stay away.";
            case BACK_OFF -> "Come back after a pause.";
            case RECONNECT_NOW -> "Come back at once.";
            case NONE -> "Nothing: it never closes a connection.";
        };
    }
}
