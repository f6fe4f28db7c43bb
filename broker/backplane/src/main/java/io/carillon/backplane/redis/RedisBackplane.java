package io.carillon.backplane.redis;

import io.carillon.backplane.Allowances;
import io.carillon.backplane.AppChannel;
import io.carillon.backplane.AppDirectory;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.BackplaneUnavailableException;
import io.carillon.backplane.ConnectionCounts;
import io.carillon.backplane.HistoryStore;
import io.carillon.backplane.IdempotencyKey;
import io.carillon.backplane.KeyUses;
import io.carillon.backplane.LaneCounts;
import io.carillon.backplane.NodeRegistry;
import io.carillon.backplane.OccupancyStore;
import io.carillon.backplane.Position;
import io.carillon.backplane.PresenceStore;
import io.carillon.backplane.Publication;
import io.carillon.backplane.PublishOutcome;
import io.carillon.backplane.Retention;
import io.carillon.backplane.UsageLedger;
import io.carillon.backplane.WebhookQueue;
import io.carillon.backplane.seal.Vault;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.redisson.Redisson;

/**
 * A backplane over Redis 7, for as many processes as there are. Each change of state is one Lua script, which also puts what
 * is to be told on the lanes of the nodes that must hear it. Leases and times are Redis's own.
 *
 * <p>May be used by any thread. Stages are completed by threads of the connection: who goes on from one must not wait there.
 * Where Redis does not answer, they fail after {@value #SECONDS_OF_PATIENCE} seconds, or little more.
 */
public final class RedisBackplane implements Backplane {

    static final int SECONDS_OF_PATIENCE = 3;

    private static final System.Logger LOG = System.getLogger(RedisBackplane.class.getName());
    static final Duration CANARY_ROUND = Duration.ofSeconds(3);
    private static final Duration DIRECTORY_CHECK = Duration.ofSeconds(1);
    private static final Duration OVERDUE_CHECK = Duration.ofSeconds(1);

    private final RedisConnections connections;
    private final Shards shards;
    private final LaneTally tally = new LaneTally();
    private final LocalNodes local;
    private final NodeRegistry nodes;
    private final OccupancyStore occupancy;
    private final PresenceStore presence;
    private final HistoryStore history;
    private final ConnectionCounts connectionCounts;
    private final Allowances allowances;
    private final WebhookQueue webhooks;
    private final UsageLedger usage;
    private final KeyUses keyUses;
    private final RedisAppDirectory apps;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(daemon("canary"));
    private final ScheduledExecutorService tellers = Executors.newSingleThreadScheduledExecutor(daemon("apps"));

    /**
     * Connects.
     *
     * @param vault seals the secrets of apps; all processes of a cluster have the same master key
     * @throws BackplaneUnavailableException if Redis does not answer
     * @throws MasterKeyMismatchException if the cluster of this prefix seals with a master key that the vault does not have
     * @throws IllegalStateException if Redis does not let this process in, if it cannot prove who it is, or if the cluster of
     *     this prefix has another number of shards
     */
    public static RedisBackplane connect(RedisSettings settings, Vault vault) {
        RedisLink link = RedisLink.to(settings);
        try {
            LaneKind kind = RedissonSetup.lanesOf(settings);
            var ear = new Ear(() -> Redisson.create(RedissonSetup.of(settings)), kind);
            return new RedisBackplane(
                    new RedisConnections(link, ear, true),
                    settings.prefix(),
                    settings.shards(),
                    RedisTime.ITS_OWN,
                    CANARY_ROUND,
                    vault);
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    RedisBackplane(
            RedisConnections connections,
            String prefix,
            int shardCount,
            RedisTime time,
            Duration canaryRound,
            Vault vault) {
        this.connections = connections;
        this.shards = new Shards(connections.link(), new Keys(prefix, shardCount), time);
        this.local = new LocalNodes(shards, connections.ear(), tally);
        this.nodes = new RedisNodeRegistry(shards, local);
        this.occupancy = new RedisOccupancyStore(shards);
        this.presence = new RedisPresenceStore(shards);
        this.history = new RedisHistoryStore(shards);
        this.connectionCounts = new RedisConnectionCounts(shards);
        this.allowances = new RedisAllowances(shards);
        this.webhooks = new RedisWebhookQueue(shards);
        this.usage = new RedisUsageLedger(shards);
        this.keyUses = new RedisKeyUses(shards);
        this.apps = new RedisAppDirectory(shards, new AppForm(vault), tellers);
        var charter = new Charter(connections.link(), shards.keys(), vault);
        charter.check();
        apps.onLoss(charter::restate);
        connections.ear().listen(shards.keys().changes(), apps).join();
        every(canaryRound, rounds, local::sendCanaries);
        every(DIRECTORY_CHECK, tellers, apps::check);
        every(OVERDUE_CHECK, tellers, connections.link()::giveUpOverdue);
    }

    @Override
    public CompletionStage<PublishOutcome> publish(Publication publication) {
        AppChannel channel = publication.channel();
        Keys keys = shards.keys();
        IdempotencyKey key = publication.idempotencyKey();
        Retention retention = publication.retention();
        List<String> its = key == null
                ? List.of(keys.channel(channel), keys.history(channel))
                : List.of(keys.channel(channel), keys.history(channel), keys.idempotency(channel, key.value()));
        return Stages.of(
                shards.inChannel(
                        Script.PUBLISH,
                        channel,
                        its,
                        EnvelopeForm.event(publication),
                        retention.events(),
                        retention.historyFor().toMillis(),
                        retention.cacheFor().toMillis(),
                        key == null ? "0" : "1",
                        key == null ? "" : key.fingerprint(),
                        IdempotencyKey.LIFETIME.toMillis()),
                RedisBackplane::outcome);
    }

    @Override
    public CompletionStage<Void> terminate(AppChannel userChannel) {
        return Stages.done(shards.inChannel(
                Script.TERMINATE, userChannel, List.of(), (Object) EnvelopeForm.terminate(userChannel)));
    }

    @Override
    public OccupancyStore occupancy() {
        return occupancy;
    }

    @Override
    public PresenceStore presence() {
        return presence;
    }

    @Override
    public HistoryStore history() {
        return history;
    }

    @Override
    public ConnectionCounts connections() {
        return connectionCounts;
    }

    @Override
    public Allowances allowances() {
        return allowances;
    }

    @Override
    public WebhookQueue webhooks() {
        return webhooks;
    }

    @Override
    public UsageLedger usage() {
        return usage;
    }

    @Override
    public KeyUses keyUses() {
        return keyUses;
    }

    @Override
    public NodeRegistry nodes() {
        return nodes;
    }

    @Override
    public AppDirectory apps() {
        return apps;
    }

    /** False while Redis is away, and while a canary is missing. */
    @Override
    public boolean isHearing() {
        return apps.isAnswered() && local.isHearing();
    }

    @Override
    public LaneCounts lanes() {
        return tally.counts();
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        tellers.shutdownNow();
        var unused = connections.ear().stop(shards.keys().changes());
        local.endAll();
        connections.close();
    }

    /** One round of canaries now. */
    void sendCanaries() {
        local.sendCanaries();
    }

    private static PublishOutcome outcome(Answer answer) {
        if (answer.says("reused")) {
            return new PublishOutcome.KeyReused();
        }
        Position at = answer.position(1);
        Position position = at.equals(Position.NOWHERE) ? null : at;
        return answer.says("repeated") ? new PublishOutcome.Repeated(position) : new PublishOutcome.Accepted(position);
    }

    private static void every(Duration pause, ScheduledExecutorService executor, Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                // A round that fails must not be the last.
                LOG.log(Level.WARNING, "a round of the Redis backplane failed", e);
            }
        };
        var unused =
                executor.scheduleWithFixedDelay(guarded, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            var thread = new Thread(task, "carillon-redis-" + name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
