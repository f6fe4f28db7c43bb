package io.carillon.backplane.redis;

import io.carillon.backplane.BackplaneUnavailableException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.api.listener.StatusListener;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * What this process hears of Redis. It has a client of its own, because a connection that is deaf without knowing it can
 * only be replaced as a whole: what is asked of it would wait for ever. May be used by any thread.
 */
final class Ear implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Ear.class.getName());

    private final Supplier<RedissonClient> clients;
    private final LaneKind kind;
    private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
    private volatile RedissonClient redisson;

    Ear(Supplier<RedissonClient> clients, LaneKind kind) {
        this.clients = clients;
        this.kind = kind;
        this.redisson = clients.get();
    }

    /** Listens on a channel; the stage is complete when nothing published from then on is missed while the connection holds. */
    CompletableFuture<Void> listen(String channel, Listener listener) {
        listeners.put(channel, listener);
        return subscribe(redisson, channel, listener);
    }

    CompletableFuture<Void> stop(String channel) {
        listeners.remove(channel);
        return topic(redisson, channel).removeAllListenersAsync().toCompletableFuture();
    }

    /** Puts a new connection in the place of one that hears nothing. Takes a while: not for threads that must go on. */
    synchronized void renew() {
        RedissonClient fresh = clients.get();
        RedissonClient deaf = redisson;
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        redisson = fresh;
        listeners.forEach((channel, listener) -> stages.add(subscribe(fresh, channel, listener)));
        deaf.shutdown(0, 1, TimeUnit.SECONDS);
        CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new)).join();
        LOG.log(Level.WARNING, "a deaf connection to Redis was replaced; {0} channels are heard again", stages.size());
    }

    @Override
    public void close() {
        redisson.shutdown(0, 1, TimeUnit.SECONDS);
    }

    private CompletableFuture<Void> subscribe(RedissonClient client, String channel, Listener listener) {
        RTopic topic = topic(client, channel);
        CompletableFuture<Integer> returns =
                topic.addListenerAsync(new Return(listener)).toCompletableFuture();
        CompletableFuture<Integer> messages = topic.addListenerAsync(
                        byte[].class, (name, message) -> listener.hear(message))
                .toCompletableFuture();
        return CompletableFuture.allOf(returns, messages).handle((done, failure) -> {
            if (failure != null) {
                throw new BackplaneUnavailableException(
                        "Redis cannot be listened to: " + failure.getMessage(), Stages.unwrapped(failure));
            }
            return null;
        });
    }

    private RTopic topic(RedissonClient client, String channel) {
        return kind == LaneKind.SHARDED
                ? client.getShardedTopic(channel, ByteArrayCodec.INSTANCE)
                : client.getTopic(channel, ByteArrayCodec.INSTANCE);
    }

    /** Who listens on one channel. Calls come one after the other. */
    interface Listener {

        void hear(byte[] message);

        /** The connection was away and is back: something may have been missed. */
        void returned();
    }

    private record Return(Listener listener) implements StatusListener {
        @Override
        public void onSubscribe(String channel) {
            listener.returned();
        }

        @Override
        public void onUnsubscribe(String channel) {}
    }
}
