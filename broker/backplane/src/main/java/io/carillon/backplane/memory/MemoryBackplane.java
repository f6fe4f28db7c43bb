package io.carillon.backplane.memory;

import io.carillon.backplane.Allowances;
import io.carillon.backplane.AppChannel;
import io.carillon.backplane.AppDirectory;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.ConnectionCounts;
import io.carillon.backplane.HistoryStore;
import io.carillon.backplane.KeyUses;
import io.carillon.backplane.LaneCounts;
import io.carillon.backplane.NodeRegistry;
import io.carillon.backplane.OccupancyStore;
import io.carillon.backplane.PresenceStore;
import io.carillon.backplane.Publication;
import io.carillon.backplane.PublishOutcome;
import io.carillon.backplane.UsageLedger;
import io.carillon.backplane.WebhookQueue;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/**
 * A backplane within one process, for as many nodes as register: the embedded mode, and the cluster in tests.
 *
 * <p>May be called by any thread. Every stage is complete when its method returns; it never fails with {@link
 * io.carillon.backplane.BackplaneUnavailableException}. Inboxes and listeners are called by the thread that brought the
 * news, before the method returns. There is no thread here: what time takes is cleared away, a few channels at once, by
 * whoever comes next.
 */
public final class MemoryBackplane implements Backplane {

    private static final PublishOutcome HEARD_BY_NOBODY = new PublishOutcome.Accepted(null);

    private final InstantSource clock;
    private final MemoryWebhookQueue webhooks;
    private final ChannelTable channels;
    private final MemoryNodeRegistry nodes;
    private final OccupancyStore occupancy;
    private final PresenceStore presence;
    private final HistoryStore history;
    private final ConnectionCounts connections;
    private final Allowances allowances;
    private final UsageLedger usage;
    private final KeyUses keyUses = new MemoryKeyUses();
    private final AppDirectory apps = new MemoryAppDirectory();

    /** Uses a clock of its own, which does not jump when somebody sets the wall clock. */
    public MemoryBackplane() {
        this(new SteadyClock());
    }

    /** @param clock decides about leases and about how long things are kept, to the millisecond; must not go back */
    public MemoryBackplane(InstantSource clock) {
        this.clock = clock;
        this.webhooks = new MemoryWebhookQueue(clock);
        this.channels = new ChannelTable(webhooks);
        this.nodes = new MemoryNodeRegistry(channels, clock);
        this.occupancy = new MemoryOccupancyStore(channels, nodes, clock);
        this.presence = new MemoryPresenceStore(channels, nodes, clock);
        this.history = new MemoryHistoryStore(channels, clock);
        this.connections = new MemoryConnectionCounts(nodes, clock);
        this.allowances = new MemoryAllowances(clock);
        this.usage = new MemoryUsageLedger(clock);
    }

    @Override
    public CompletionStage<PublishOutcome> publish(Publication publication) {
        long now = clock.millis();
        AppChannel channel = publication.channel();
        return Stages.of(() -> leavesSomething(publication)
                ? channels.in(channel, now, there -> there.publish(publication, now))
                : channels.ifThere(channel, now, HEARD_BY_NOBODY, there -> there.publish(publication, now)));
    }

    @Override
    public CompletionStage<Void> terminate(AppChannel userChannel) {
        return Stages.done(() -> {
            long now = clock.millis();
            channels.ifThere(userChannel, now, false, there -> {
                there.terminate(now);
                return true;
            });
        });
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
        return connections;
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

    @Override
    public boolean isHearing() {
        return true;
    }

    @Override
    public LaneCounts lanes() {
        return LaneCounts.NONE;
    }

    /** Nothing to give up: nodes that were not released live until their leases run out. */
    @Override
    public void close() {}

    /** How many channels anything is known of. */
    int channelCount() {
        return channels.size();
    }

    /** How many channels keep something that time will take. */
    int keepingCount() {
        return channels.waiting();
    }

    private static boolean leavesSomething(Publication publication) {
        return publication.retention().takesPosition() || publication.idempotencyKey() != null;
    }
}
