package io.carillon.broker.connection;

import org.jspecify.annotations.Nullable;

/**
 * How a client introduced itself.
 *
 * @param key the path's last part, percent-decoded
 * @param protocol the {@code protocol} parameter as sent; null if absent
 * @param client the {@code client} parameter as sent, cut to 64 characters; null if absent
 * @param version the {@code version} parameter as sent, cut to 64 characters; null if absent
 * @param origin the Origin header; null if absent
 * @param secure whether it came over TLS
 * @param address where it came from, without port; null if that is not known
 * @param token the connection token as sent; null if there was none
 * @param extras whether it asked for what goes beyond Pusher's protocol
 */
public record Handshake(
        String key,
        @Nullable String protocol,
        @Nullable String client,
        @Nullable String version,
        @Nullable String origin,
        boolean secure,
        @Nullable String address,
        @Nullable String token,
        boolean extras) {

    /** One that came from nobody knows where. */
    public Handshake(
            String key,
            @Nullable String protocol,
            @Nullable String client,
            @Nullable String version,
            @Nullable String origin,
            boolean secure) {
        this(key, protocol, client, version, origin, secure, null);
    }

    /** One that shows no token and asks for no extras. */
    public Handshake(
            String key,
            @Nullable String protocol,
            @Nullable String client,
            @Nullable String version,
            @Nullable String origin,
            boolean secure,
            @Nullable String address) {
        this(key, protocol, client, version, origin, secure, address, null, false);
    }

    /** The same with a token. */
    public Handshake withToken(@Nullable String shown) {
        return new Handshake(key, protocol, client, version, origin, secure, address, shown, extras);
    }

    /** What the client calls itself, as in {@code js 8.6.0}; null if it gives no name. */
    @Nullable
    String library() {
        return client == null || version == null ? client : client + " " + version;
    }

    /** Without the token, with which anybody could connect. */
    @Override
    public String toString() {
        return "Handshake[" + key + ", from " + address + "]";
    }
}
