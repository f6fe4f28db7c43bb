package io.carillon.controlplane.account;

import io.carillon.controlplane.seal.SealedColumn;
import java.util.List;

/** What of people's accounts is kept sealed. */
public final class AccountSeals {

    private AccountSeals() {}

    /** The secrets of second factors. */
    public static List<SealedColumn> columns() {
        return List.of(
                new SealedColumn("second factors", "people", "id", "sealed_totp", SecondFactors.label(""), null));
    }
}
