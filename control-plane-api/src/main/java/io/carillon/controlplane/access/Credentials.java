package io.carillon.controlplane.access;

import io.carillon.backplane.App;
import io.carillon.controlplane.exchange.Call;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a call shows to prove that it comes from an app's own servers. */
sealed interface Credentials permits Signature, BearerToken {

    /**
     * What this call shows: a bearer token if it has one and no {@code auth_key}, otherwise its signature.
     *
     * @throws Refusal if it shows nothing, or something that cannot be checked
     */
    static Credentials of(Call call) {
        BearerToken token = call.parameter("auth_key") == null ? BearerToken.in(call) : null;
        return token == null ? Signature.in(call) : token;
    }

    /** The key that the call names; null if it names none. */
    @Nullable
    String key();

    /**
     * Passes if the call comes from this app.
     *
     * @throws Refusal if it does not, or not provably, or if the time of the key or token is over
     */
    Sender prove(App app, Instant now, Diagnoses diagnoses);

    /** The refusal of a key or token that is nobody's. */
    static Refusal unknownKey(String quotedKey) {
        return Problem.AUTH_KEY_UNKNOWN.because("auth_key " + quotedKey
                + " belongs to no app here, or was revoked. Use the app's key, not its id or its secret.");
    }
}
