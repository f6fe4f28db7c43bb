package io.carillon.client.management;

import io.carillon.client.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who belongs to an organisation.
 *
 * @param person their id
 * @param secondFactor whether they show a code beside their password when they sign in
 * @param disabled whether the operator of the platform keeps them out
 * @param since when they came
 * @param lastSeenAt null if they never were
 */
public record Member(
        String person,
        String name,
        String email,
        Role role,
        boolean secondFactor,
        boolean disabled,
        Instant since,
        @Nullable Instant lastSeenAt) {

    static Member of(Json json) {
        return new Member(
                Texts.required(json, "person"),
                Texts.required(json, "name"),
                Texts.required(json, "email"),
                Role.of(json),
                json.flag("second_factor"),
                json.flag("disabled"),
                Texts.instant(json, "since"),
                Texts.findInstant(json, "last_seen_at"));
    }
}
