package io.carillon.backplane.redis;

/**
 * What a process has of Redis: the way to ask, and the ear.
 *
 * @param ours whether they go with the backplane that uses them
 */
record RedisConnections(RedisLink link, Ear ear, boolean ours) implements AutoCloseable {
    @Override
    public void close() {
        if (ours) {
            ear.close();
            link.close();
        }
    }
}
