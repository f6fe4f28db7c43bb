package io.carillon.broker;

import io.carillon.backplane.Allowances;
import io.carillon.backplane.AppChannel;
import io.carillon.backplane.AppDirectory;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.BackplaneUnavailableException;
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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The way to a real backplane, which can be cut. While it is, every step fails as it does when Redis is away. */
final class Outage implements Backplane {

    private Backplane there;
    private boolean away;

    private final OccupancyStore occupancy = cut(OccupancyStore.class, () -> there.occupancy());
    private final PresenceStore presence = cut(PresenceStore.class, () -> there.presence());
    private final HistoryStore history = cut(HistoryStore.class, () -> there.history());
    private final ConnectionCounts connections = cut(ConnectionCounts.class, () -> there.connections());
    private final UsageLedger usage = cut(UsageLedger.class, () -> there.usage());
    private final KeyUses keyUses = cut(KeyUses.class, () -> there.keyUses());
    private final NodeRegistry nodes = cut(NodeRegistry.class, () -> there.nodes());

    Outage(Backplane there) {
        this.there = there;
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    void comeBackAs(Backplane other) {
        there = other;
        away = false;
    }

    @Override
    public CompletionStage<PublishOutcome> publish(Publication publication) {
        return away ? nothing() : there.publish(publication);
    }

    @Override
    public CompletionStage<Void> terminate(AppChannel userChannel) {
        return away ? nothing() : there.terminate(userChannel);
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

    /** Known in every process, whether Redis is there or not. */
    @Override
    public AppDirectory apps() {
        return there.apps();
    }

    @Override
    public Allowances allowances() {
        return there.allowances();
    }

    @Override
    public WebhookQueue webhooks() {
        return there.webhooks();
    }

    @Override
    public boolean isHearing() {
        return !away;
    }

    @Override
    public LaneCounts lanes() {
        return there.lanes();
    }

    @Override
    public void close() {
        there.close();
    }

    private static <T> CompletableFuture<T> nothing() {
        return CompletableFuture.failedFuture(
                new BackplaneUnavailableException("the way is cut", new IllegalStateException("cut by the test")));
    }

    private <T> T cut(Class<T> store, Supplier<T> whole) {
        return store.cast(Proxy.newProxyInstance(
                store.getClassLoader(), new Class<?>[] {store}, (proxy, method, arguments) -> {
                    if (away) {
                        return nothing();
                    }
                    try {
                        return method.invoke(whole.get(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
