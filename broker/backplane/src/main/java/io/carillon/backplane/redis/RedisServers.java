package io.carillon.backplane.redis;

import java.util.List;

/** Where Redis is. Addresses are {@code redis://host:port}, or {@code rediss://host:port} for TLS. */
public sealed interface RedisServers {

    /** Some addresses of servers, at least one. */
    List<String> addresses();

    /** Whether what is said travels encrypted. */
    default boolean isOverTls() {
        return addresses().get(0).startsWith("rediss://");
    }

    /** The addresses, for a person. */
    default String text() {
        return String.join(", ", addresses());
    }

    /**
     * One server.
     *
     * @param database its number, nearly always 0
     */
    record Single(String address, int database) implements RedisServers {
        public Single {
            someOf(List.of(address));
        }

        @Override
        public List<String> addresses() {
            return List.of(address);
        }
    }

    /**
     * A master and its replicas, watched by sentinels.
     *
     * @param master the name under which the sentinels know it
     * @param sentinels the addresses of some of them
     */
    record Sentinel(String master, List<String> sentinels, int database) implements RedisServers {
        public Sentinel {
            sentinels = someOf(sentinels);
        }

        @Override
        public List<String> addresses() {
            return sentinels;
        }
    }

    /**
     * A Redis Cluster; lanes are sharded channels there.
     *
     * @param nodes the addresses of some of its nodes
     */
    record Cluster(List<String> nodes) implements RedisServers {
        public Cluster {
            nodes = someOf(nodes);
        }

        @Override
        public List<String> addresses() {
            return nodes;
        }
    }

    private static List<String> someOf(List<String> addresses) {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException(
                    "Redis is asked for without an address; give at least one as redis://host:port");
        }
        if (addresses.stream().anyMatch(address -> address.contains("@"))) {
            // Addresses are printed and logged.
            throw new IllegalArgumentException(
                    "a Redis address holds a user or password; give them as settings of their own");
        }
        return List.copyOf(addresses);
    }
}
