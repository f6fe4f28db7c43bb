package io.carillon.client.management;

import io.carillon.client.json.Json;
import io.carillon.protocol.AppId;
import org.jspecify.annotations.Nullable;

/**
 * A threshold of a message quota of an organisation, or of one of its apps, was crossed.
 *
 * @param app whose quota; null if it is the organisation's
 */
public record OrganisationAlert(@Nullable AppId app, Alert alert) {

    static OrganisationAlert of(Json json) {
        return new OrganisationAlert(Texts.findApp(json, "app"), Alert.of(json));
    }
}
