package io.carillon.controlplane.app;

import io.carillon.controlplane.management.Fields;
import io.carillon.controlplane.problem.Problem;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Apps that were elsewhere before, and shall be here as they were there.
 *
 * @param organisation the id of who shall own them; may be left out by callers who are in one organisation alone
 * @param apps 1 to 500
 */
@Serdeable
public record AppsToImport(@Nullable String organisation, List<ImportedApp> apps) {

    private static final int MOST = 500;

    /** @throws io.carillon.controlplane.problem.Refusal {@code field_missing} or {@code value_out_of_range} */
    public AppsToImport {
        apps = List.copyOf(Fields.required("apps", apps));
        if (apps.isEmpty() || apps.size() > MOST) {
            throw Problem.VALUE_OUT_OF_RANGE.because("apps has " + apps.size() + " items; it must have 1 to " + MOST
                    + ". Import the rest in another request.");
        }
    }
}
