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
 */
public record Handshake(
        String key,
        @Nullable String protocol,
        @Nullable String client,
        @Nullable String version,
        @Nullable String origin,
        boolean secure) {}
