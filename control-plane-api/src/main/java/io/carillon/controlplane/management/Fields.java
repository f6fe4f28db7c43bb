package io.carillon.controlplane.management;

import io.carillon.controlplane.problem.Problem;
import org.jspecify.annotations.Nullable;

/** What is done with the fields of bodies before anybody relies on them. */
public final class Fields {

    private Fields() {}

    /**
     * The value of a field that must be there.
     *
     * @throws io.carillon.controlplane.problem.Refusal {@code field_missing}
     */
    public static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw Problem.FIELD_MISSING.because("The body lacks the field " + field + ".");
        }
        return value;
    }
}
