package io.carillon.client.management;

import io.carillon.client.json.Json;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * How one message quota stands.
 *
 * @param name {@code messages_per_day} or {@code messages_per_month}
 * @param used messages in and out so far
 * @param allowed empty if there is no quota
 * @param hard whether nothing more is accepted when all is used
 * @param resetsAt when all may be used anew
 */
public record Quota(String name, long used, OptionalLong allowed, boolean hard, Instant resetsAt) {

    static Quota of(Json json) {
        return new Quota(
                Texts.required(json, "quota"),
                json.integer("used"),
                json.get("allowed") == null ? OptionalLong.empty() : OptionalLong.of(json.integer("allowed")),
                json.flag("hard"),
                Texts.instant(json, "resets_at"));
    }
}
