package io.carillon.controlplane.access;

import io.carillon.backplane.App;
import io.carillon.backplane.Operation;
import io.carillon.backplane.Revocation;
import io.carillon.backplane.Scope;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.UserId;
import java.time.Instant;
import java.util.Locale;

/** Who makes a call: an app, by a key or token that was proven and reaches so far. */
public final class Sender {

    private final App app;
    private final String credential;
    private final Scope scope;

    /** @param credential the key or token in words, as a refusal names it; never a secret */
    Sender(App app, String credential, Scope scope) {
        this.app = app;
        this.credential = credential;
        this.scope = scope;
    }

    public App app() {
        return app;
    }

    /**
     * Passes if the call may be about this, on whatever channel.
     *
     * @throws Refusal {@code scope_insufficient}
     */
    public void needs(Operation operation) {
        boolean enough = operation == Operation.ADMIN ? scope.allowsEverywhere(operation) : scope.allows(operation);
        if (!enough) {
            throw insufficient(operation, operation == Operation.ADMIN ? " on every channel" : "");
        }
    }

    /**
     * Passes if the call may be about this on the channel.
     *
     * @throws Refusal {@code scope_insufficient}
     */
    public void needs(Operation operation, ChannelName channel) {
        if (!scope.allows(operation, channel)) {
            throw insufficient(operation, " on channel " + channel);
        }
    }

    /**
     * Passes if something may be signed for this user, who has only the app's word.
     *
     * @throws Refusal {@code user_blocked}
     */
    public void vouchesFor(UserId user, Instant now) {
        Revocation revocation = app.revocations().ofUser(user, now, now);
        if (revocation != null) {
            throw Blocks.refusal(user, revocation);
        }
    }

    private Refusal insufficient(Operation operation, String where) {
        String what = operation.name().toLowerCase(Locale.ROOT) + where;
        return Problem.SCOPE_INSUFFICIENT.because("This request needs " + what + ", which is not in the scope of "
                + credential + ". Use a key or token whose scope has it, or widen this one's scope.");
    }
}
