package io.carillon.backplane.redis;

import io.carillon.protocol.signature.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the nodes of one cluster reach the Redis that they share. Prints without the password.
 *
 * @param user null for Redis's default user
 * @param password null if Redis wants none
 * @param prefix begins every key and every lane: clusters with different prefixes never hear each other
 * @param shards into how many parts the channels are divided; all processes of a cluster must say the same
 */
public record RedisSettings(
        RedisServers servers,
        @Nullable String user,
        @Nullable Secret password,
        String prefix,
        int shards) {

    public static final String DEFAULT_PREFIX = "carillon";
    public static final int DEFAULT_SHARDS = 64;

    private static final int DEFAULT_PORT = 6379;
    // Braces would make another hash tag of it, and a colon could make one cluster's keys begin like another's.
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final int MAX_SHARDS = 1_024;

    /** @throws IllegalArgumentException if the prefix or the number of shards cannot be */
    public RedisSettings {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("Redis key prefix \"" + prefix
                    + "\" cannot be used: give 1 to 64 of A-Z a-z 0-9 _ . - and nothing else");
        }
        if (shards < 1 || shards > MAX_SHARDS) {
            throw new IllegalArgumentException(
                    "the number of Redis shards is 1 to " + MAX_SHARDS + ", not " + shards + "; 64 fits most");
        }
    }

    /**
     * Settings for one server.
     *
     * @param url {@code redis://[[user]:password@]host[:port][/database]}, or {@code rediss://} for TLS
     * @throws IllegalArgumentException if it is not that
     */
    public static RedisSettings of(String url) {
        URI uri = parse(url);
        RedisServers servers = new RedisServers.Single(
                uri.getScheme() + "://" + uri.getHost() + ":" + (uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort()),
                database(uri));
        return new RedisSettings(servers, null, null, DEFAULT_PREFIX, DEFAULT_SHARDS)
                .withCredentials(uri.getUserInfo());
    }

    public RedisSettings withUser(@Nullable String name, @Nullable Secret secret) {
        return new RedisSettings(servers, name, secret, prefix, shards);
    }

    public RedisSettings withPrefix(String other) {
        return new RedisSettings(servers, user, password, other, shards);
    }

    public RedisSettings withShards(int other) {
        return new RedisSettings(servers, user, password, prefix, other);
    }

    @Override
    public String toString() {
        return "RedisSettings[" + servers + ", user=" + user + ", password=" + (password == null ? "none" : "hidden")
                + ", prefix=" + prefix + ", shards=" + shards + "]";
    }

    private RedisSettings withCredentials(@Nullable String userInfo) {
        if (userInfo == null) {
            return this;
        }
        int colon = userInfo.indexOf(':');
        String name = colon < 0 ? "" : userInfo.substring(0, colon);
        return withUser(name.isEmpty() ? null : name, Secret.of(userInfo.substring(colon + 1)));
    }

    private static URI parse(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() != null && ("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException notEvenThat) {
            // Not given as the cause: its message repeats the whole text, password included.
        }
        throw new IllegalArgumentException(
                "the Redis URL cannot be read: write redis://user:password@host:port/database, or rediss:// for TLS;"
                        + " percent-encode what is special in the password");
    }

    private static int database(URI uri) {
        String path = uri.getPath();
        if (path == null || path.length() <= 1) {
            return 0;
        }
        try {
            return Integer.parseInt(path.substring(1));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "the Redis URL ends with " + path + "; a database is a number, as in /0", notANumber);
        }
    }
}
