package io.carillon.controlplane.seal;

import org.jspecify.annotations.Nullable;

/**
 * A column in which secrets are kept sealed. Whoever keeps some says so with one of these, or they would be lost with the master key.
 *
 * @param what people call it, as in {@code keys of apps}
 * @param id the column that tells rows apart
 * @param label what each secret is sealed for: this, and the row's id
 * @param app the column with the id of the app whose nodes know the secret, and must be told again; null if they do not
 */
public record SealedColumn(
        String what,
        String table,
        String id,
        String column,
        String label,
        @Nullable String app) {}
