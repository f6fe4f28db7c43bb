package io.carillon.controlplane.app;

import io.carillon.backplane.seal.SealBrokenException;
import io.carillon.backplane.seal.Vault;
import io.carillon.process.refusal.StartRefusedException;
import jakarta.inject.Singleton;

/** Finds out before anything else whether the master key is the one with which the database's secrets were sealed. */
@Singleton
final class MasterKeyCheck {

    private final KeyRows keys;
    private final Vault vault;

    MasterKeyCheck(KeyRows keys, Vault vault) {
        this.keys = keys;
        this.vault = vault;
    }

    /** @throws StartRefusedException {@code master_key_wrong} */
    void pass() {
        keys.findAny().ifPresent(key -> {
            try {
                vault.open(key.sealedSecret(), Labels.key(key.appKey()));
            } catch (SealBrokenException broken) {
                throw new StartRefusedException(
                        "master_key_wrong",
                        "The master key does not open what is kept in the database. " + broken.getMessage()
                                + " Give the key it was sealed with; if it is being replaced, give both, the new one first, separated"
                                + " by a comma.");
            }
        });
    }
}
