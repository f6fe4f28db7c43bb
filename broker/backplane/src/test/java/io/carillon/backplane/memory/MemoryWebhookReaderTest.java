package io.carillon.backplane.memory;

import io.carillon.backplane.SharedBackplane;
import io.carillon.backplane.WebhookReaderContract;

final class MemoryWebhookReaderTest extends WebhookReaderContract {
    @Override
    protected SharedBackplane begin() {
        return new MemoryCluster();
    }
}
