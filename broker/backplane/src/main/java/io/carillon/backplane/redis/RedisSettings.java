package io.carillon.backplane.redis;

import io.carillon.protocol.signature.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the nodes of one cluster reach the Redis that they share. Prints without the password.
 *
 * @param user null for Redis's default user
 * @param password null if Redis wants none
 * @param prefix begins every key and every lane: clusters with different prefixes never hear each other
 * @param shards into how many parts the channels are divided; all processes of a cluster must say the same
 * @param authority a file with the certificates, in PEM, by which a server proves itself over TLS; null for those that Java
 *     trusts
 */
public record RedisSettings(
        RedisServers servers,
        @Nullable String user,
        @Nullable Secret password,
        String prefix,
        int shards,
        @Nullable Path authority) {

    public static final String DEFAULT_PREFIX = "carillon";
    public static final int DEFAULT_SHARDS = 64;

    private static final int DEFAULT_PORT = 6379;
    // Braces would make another hash tag of it, and a colon could make one cluster's keys begin like another's.
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final int MAX_SHARDS = 1_024;

    /** @throws IllegalArgumentException if the prefix or the number of shards cannot be, or if an authority is of no use */
    public RedisSettings {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("Redis key prefix \"" + prefix
                    + "\" cannot be used: give 1 to 64 of A-Z a-z 0-9 _ . - and nothing else");
        }
        if (shards < 1 || shards > MAX_SHARDS) {
            throw new IllegalArgumentException(
                    "the number of Redis shards is 1 to " + MAX_SHARDS + ", not " + shards + "; 64 fits most");
        }
        if (authority != null && !servers.isOverTls()) {
            throw new IllegalArgumentException(
                    "there is a certificate authority for Redis, but its address begins with redis://, which has no TLS; write"
                            + " rediss://, or leave the authority out");
        }
        if (user != null && password == null) {
            throw new IllegalArgumentException(
                    "the Redis user " + user + " has no password, so nobody would be logged in; give one as well");
        }
    }

    /** Settings whose server, if it uses TLS, has a certificate that Java trusts. */
    public RedisSettings(
            RedisServers servers, @Nullable String user, @Nullable Secret password, String prefix, int shards) {
        this(servers, user, password, prefix, shards, null);
    }

    /**
     * Settings for one server.
     *
     * @param url {@code redis://[[user]:password@]host[:port][/database]}, or {@code rediss://} for TLS
     * @throws IllegalArgumentException if it is not that
     */
    public static RedisSettings of(String url) {
        URI uri = parse(url);
        return of(new RedisServers.Single(address(uri), database(uri)), List.of(uri));
    }

    /**
     * Settings for a master that sentinels watch.
     *
     * @param master the name under which they know it
     * @param urls of some of the sentinels, as in {@link #of(String)}; user, password and database are the master's
     * @throws IllegalArgumentException if one of them is not that, or if they contradict each other
     */
    public static RedisSettings ofSentinels(String master, List<String> urls) {
        List<URI> uris = parseAll(urls);
        List<Integer> databases =
                uris.stream().map(RedisSettings::database).distinct().toList();
        if (databases.size() > 1) {
            throw new IllegalArgumentException("the Redis URLs end with different databases; a master has one of them");
        }
        return of(
                new RedisServers.Sentinel(
                        master, uris.stream().map(RedisSettings::address).toList(), databases.get(0)),
                uris);
    }

    /**
     * Settings for a Redis Cluster.
     *
     * @param urls of some of its nodes, as in {@link #of(String)}
     * @throws IllegalArgumentException if one of them is not that, or if they contradict each other
     */
    public static RedisSettings ofCluster(List<String> urls) {
        List<URI> uris = parseAll(urls);
        if (uris.stream().anyMatch(uri -> database(uri) != 0)) {
            throw new IllegalArgumentException("a Redis URL names a database, and a Redis Cluster has only number 0");
        }
        return of(
                new RedisServers.Cluster(
                        uris.stream().map(RedisSettings::address).toList()),
                uris);
    }

    private static RedisSettings of(RedisServers servers, List<URI> uris) {
        List<String> logins = uris.stream()
                .map(URI::getUserInfo)
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
        if (logins.size() > 1) {
            throw new IllegalArgumentException(
                    "the Redis URLs have different users or passwords; all servers share one");
        }
        return new RedisSettings(servers, null, null, DEFAULT_PREFIX, DEFAULT_SHARDS)
                .withCredentials(logins.isEmpty() ? null : logins.get(0));
    }

    public RedisSettings withUser(@Nullable String name, @Nullable Secret secret) {
        return new RedisSettings(servers, name, secret, prefix, shards, authority);
    }

    public RedisSettings withPrefix(String other) {
        return new RedisSettings(servers, user, password, other, shards, authority);
    }

    public RedisSettings withShards(int other) {
        return new RedisSettings(servers, user, password, prefix, other, authority);
    }

    /** A server proves itself by one of the certificates in this file of PEM; null for those that Java trusts. */
    public RedisSettings withAuthority(@Nullable Path file) {
        return new RedisSettings(servers, user, password, prefix, shards, file);
    }

    @Override
    public String toString() {
        return "RedisSettings[" + servers + ", user=" + user + ", password=" + (password == null ? "none" : "hidden")
                + ", prefix=" + prefix + ", shards=" + shards + ", authority=" + authority + "]";
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

    private static List<URI> parseAll(List<String> urls) {
        List<URI> uris = urls.stream().map(RedisSettings::parse).toList();
        if (uris.stream().map(URI::getScheme).distinct().count() > 1) {
            throw new IllegalArgumentException(
                    "some Redis URLs begin with redis:// and some with rediss://; all servers have TLS, or none");
        }
        return uris;
    }

    private static String address(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + ":" + (uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
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
