package io.carillon.controlplane;

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
import java.util.concurrent.CompletionStage;

/** Another backplane, handed on as it is; a test may take one of its answers into its own hands. */
class GivenBackplane implements Backplane {

    private final Backplane backplane;

    GivenBackplane(Backplane backplane) {
        this.backplane = backplane;
    }

    @Override
    public CompletionStage<PublishOutcome> publish(Publication publication) {
        return backplane.publish(publication);
    }

    @Override
    public CompletionStage<Void> terminate(AppChannel userChannel) {
        return backplane.terminate(userChannel);
    }

    @Override
    public OccupancyStore occupancy() {
        return backplane.occupancy();
    }

    @Override
    public PresenceStore presence() {
        return backplane.presence();
    }

    @Override
    public HistoryStore history() {
        return backplane.history();
    }

    @Override
    public ConnectionCounts connections() {
        return backplane.connections();
    }

    @Override
    public Allowances allowances() {
        return backplane.allowances();
    }

    @Override
    public WebhookQueue webhooks() {
        return backplane.webhooks();
    }

    @Override
    public UsageLedger usage() {
        return backplane.usage();
    }

    @Override
    public KeyUses keyUses() {
        return backplane.keyUses();
    }

    @Override
    public NodeRegistry nodes() {
        return backplane.nodes();
    }

    @Override
    public AppDirectory apps() {
        return backplane.apps();
    }

    @Override
    public boolean isHearing() {
        return backplane.isHearing();
    }

    @Override
    public LaneCounts lanes() {
        return backplane.lanes();
    }

    @Override
    public void close() {
        backplane.close();
    }
}
