package io.carillon.controlplane.app;

import io.carillon.controlplane.seal.SealedColumn;
import java.util.List;

/** Which secrets of apps are kept sealed. */
public final class AppSeals {

    private AppSeals() {}

    /** Of keys, which nodes know as well, and of the token that a development server shows. */
    public static List<SealedColumn> columns() {
        return List.of(
                new SealedColumn("keys", "app_keys", "app_key", "sealed_secret", Labels.key(""), "app_id"),
                new SealedColumn("shown tokens", "app_tokens", "id", "sealed_text", Labels.token(""), null));
    }
}
