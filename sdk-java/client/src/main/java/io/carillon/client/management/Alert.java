package io.carillon.client.management;

import io.carillon.client.json.Json;
import java.time.Instant;

/**
 * A threshold of a message quota was crossed.
 *
 * @param quota {@code messages_per_day} or {@code messages_per_month}
 * @param threshold 50, 80 or 100 per cent
 * @param used messages when it was noticed
 * @param allowed what the quota was then
 * @param periodStartedAt the beginning of the day or month
 */
public record Alert(
        String id, String quota, int threshold, long used, long allowed, Instant periodStartedAt, Instant createdAt) {

    static Alert of(Json json) {
        return new Alert(
                Texts.required(json, "id"),
                Texts.required(json, "quota"),
                Math.toIntExact(json.integer("threshold")),
                json.integer("used"),
                json.integer("allowed"),
                Texts.instant(json, "period_started_at"),
                Texts.instant(json, "created_at"));
    }
}
