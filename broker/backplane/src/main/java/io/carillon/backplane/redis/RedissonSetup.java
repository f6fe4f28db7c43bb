package io.carillon.backplane.redis;

import io.carillon.protocol.signature.Secret;
import java.time.Duration;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.ReadMode;
import org.redisson.config.SubscriptionMode;

/** How Redisson is told to behave: our settings, and what its defaults would do to us. */
final class RedissonSetup {

    private static final int THREADS = 4;
    private static final int CONNECTIONS = 32;
    private static final int IDLE_CONNECTIONS = 2;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int PING_MILLIS = 10_000;
    private static final Duration PAUSE = Duration.ofMillis(300);

    private RedissonSetup() {}

    static Config of(RedisSettings settings) {
        var config = new Config();
        // The default codec would read objects out of whatever bytes somebody put there.
        config.setCodec(ByteArrayCodec.INSTANCE);
        config.setThreads(THREADS);
        config.setNettyThreads(THREADS);
        config.setUsername(settings.user());
        Secret password = settings.password();
        config.setPassword(password == null ? null : password.reveal());
        if (settings.authority() != null) {
            config.setSslTrustManagerFactory(Authority.trusting(settings.authority()));
        }
        RedisServers servers = settings.servers();
        if (servers instanceof RedisServers.Single single) {
            common(config.useSingleServer(), settings)
                    .setAddress(single.address())
                    .setDatabase(single.database())
                    .setConnectionPoolSize(CONNECTIONS)
                    .setConnectionMinimumIdleSize(IDLE_CONNECTIONS)
                    .setSubscriptionConnectionMinimumIdleSize(1);
        } else if (servers instanceof RedisServers.Sentinel sentinel) {
            replicated(config.useSentinelServers(), settings)
                    .setMasterName(sentinel.master())
                    // The check wants every sentinel there: one that is down would keep this process from beginning.
                    .setCheckSentinelsList(false)
                    .addSentinelAddress(sentinel.sentinels().toArray(String[]::new))
                    .setDatabase(sentinel.database());
        } else if (servers instanceof RedisServers.Cluster cluster) {
            replicated(config.useClusterServers(), settings)
                    .addNodeAddress(cluster.nodes().toArray(String[]::new));
        }
        return config;
    }

    static LaneKind lanesOf(RedisSettings settings) {
        return settings.servers() instanceof RedisServers.Cluster ? LaneKind.SHARDED : LaneKind.PLAIN;
    }

    private static <T extends BaseMasterSlaveServersConfig<T>> T replicated(T config, RedisSettings settings) {
        // A replica lags behind: who reads there may not see what it was just told.
        return common(config, settings)
                .setReadMode(ReadMode.MASTER)
                .setSubscriptionMode(SubscriptionMode.MASTER)
                .setMasterConnectionPoolSize(CONNECTIONS)
                .setMasterConnectionMinimumIdleSize(IDLE_CONNECTIONS)
                .setSubscriptionConnectionMinimumIdleSize(1);
    }

    private static <T extends BaseConfig<T>> T common(T config, RedisSettings settings) {
        return config
                // A step that is sent again may happen twice: whoever asked is told that it is not known.
                .setRetryAttempts(0)
                .setRetryDelay(new ConstantDelay(PAUSE))
                .setReconnectionDelay(new ConstantDelay(PAUSE))
                .setTimeout((int) RedisLink.PATIENCE.toMillis())
                .setSubscriptionTimeout((int) RedisLink.PATIENCE.toMillis())
                .setConnectTimeout(CONNECT_MILLIS)
                .setPingConnectionInterval(PING_MILLIS)
                // All lanes of a process on one connection, in their order; the defaults end at 250 lanes.
                .setSubscriptionsPerConnection(100_000)
                .setClientName(settings.prefix());
    }
}
