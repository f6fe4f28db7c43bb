package io.carillon.controlplane.access;

import io.carillon.protocol.signature.RequestSignature;
import io.carillon.protocol.signature.Secret;
import io.carillon.protocol.signature.SignatureDiagnosis;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/**
 * Explains wrong signatures. To look for the mistake costs dozens of signatures, so it is done for some each second: enough for
 * everybody who is looking for one, and no way to keep a server busy for who makes them on purpose.
 */
@Singleton
final class Diagnoses {

    static final int EACH_SECOND = 20;

    private long second;
    private int made;

    /** @param secrets of the app's keys, that of the key in {@code auth_key} first */
    String explain(String method, String path, RequestSignature query, List<Secret> secrets, Instant now) {
        return mayLook(now)
                ? SignatureDiagnosis.explain(method, path, query, secrets)
                : SignatureDiagnosis.withoutLooking(method, path, query);
    }

    private synchronized boolean mayLook(Instant now) {
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            made = 0;
        }
        if (made == EACH_SECOND) {
            return false;
        }
        made++;
        return true;
    }
}
