package io.carillon.backplane.memory;

import io.carillon.backplane.SharedBackplane;
import io.carillon.backplane.WebhookContract;

final class MemoryWebhookTest extends WebhookContract {
    @Override
    protected SharedBackplane begin() {
        return new MemoryCluster();
    }
}
