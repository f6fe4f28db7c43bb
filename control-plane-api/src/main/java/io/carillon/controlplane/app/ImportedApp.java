package io.carillon.controlplane.app;

import io.carillon.controlplane.management.Fields;
import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.AppId;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An app as it was elsewhere. Prints without secrets.
 *
 * @param id digits; must not be an app's, and must never have been one's
 * @param enabled true if it is left out
 * @param keys 1 to 100, each for everything
 * @param settings those that shall differ from the defaults, as in {@link AppSettings}
 */
@Serdeable
public record ImportedApp(
        String id,
        String name,
        @Nullable Boolean enabled,
        List<ImportedKey> keys,

        @Nullable @Schema(implementation = AppSettings.class)
        JsonNode settings) {

    private static final int MOST_KEYS = 100;

    /**
     * @throws io.carillon.protocol.InvalidValueException {@code app_id_invalid}
     * @throws io.carillon.controlplane.problem.Refusal {@code field_missing} or {@code value_out_of_range}
     */
    public ImportedApp {
        id = AppId.of(Fields.required("id", id)).value();
        name = Names.check("name", name);
        keys = List.copyOf(Fields.required("keys", keys));
        if (keys.isEmpty() || keys.size() > MOST_KEYS) {
            throw Problem.VALUE_OUT_OF_RANGE.because(
                    "keys of app " + id + " has " + keys.size() + " items; it must have 1 to " + MOST_KEYS + ".");
        }
    }

    boolean isEnabled() {
        return enabled == null || enabled;
    }

    @Override
    public String toString() {
        return "ImportedApp[" + id + "]";
    }
}
