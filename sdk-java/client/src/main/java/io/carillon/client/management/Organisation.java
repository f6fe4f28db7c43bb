package io.carillon.client.management;

import io.carillon.client.json.Json;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * Who owns apps.
 *
 * @param suspended whether all of its apps are switched off
 * @param ceilings what the operator of the platform allows it; 0 is no ceiling
 * @param version changes with whatever changes of it; see {@link CeilingsChange#onlyIf}
 */
public record Organisation(
        String id, String name, boolean suspended, Map<Ceiling, Long> ceilings, Instant createdAt, long version) {

    public Organisation {
        ceilings = Map.copyOf(ceilings);
    }

    /** What a server of another version has beside, or has not, is passed over. */
    static Organisation of(Json json) {
        Json allowed = json.require("ceilings");
        var ceilings = new EnumMap<Ceiling, Long>(Ceiling.class);
        for (Ceiling ceiling : Ceiling.values()) {
            if (allowed.get(ceiling.word()) != null) {
                ceilings.put(ceiling, allowed.integer(ceiling.word()));
            }
        }
        return new Organisation(
                Texts.required(json, "id"),
                Texts.required(json, "name"),
                json.flag("suspended"),
                ceilings,
                Texts.instant(json, "created_at"),
                json.integer("version"));
    }
}
