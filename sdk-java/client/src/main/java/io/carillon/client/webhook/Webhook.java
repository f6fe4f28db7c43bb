package io.carillon.client.webhook;

import java.time.Instant;
import java.util.List;

/**
 * A webhook that came from the platform.
 *
 * @param time when it was made; the same however often it is sent
 * @param events in the order in which they happened
 */
public record Webhook(Instant time, List<WebhookEvent> events) {
    public Webhook {
        events = List.copyOf(events);
    }
}
