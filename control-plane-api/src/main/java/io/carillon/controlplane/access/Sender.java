package io.carillon.controlplane.access;

import io.carillon.backplane.App;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Operation;
import io.carillon.backplane.Revocation;
import io.carillon.backplane.Scope;
import io.carillon.backplane.ServerToken;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.UserId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who makes a call: an app, by a key or token that was proven and reaches so far. */
public final class Sender {

    private final App app;
    private final String credential;
    private final @Nullable ServerToken token;
    private final Scope scope;

    private Sender(App app, String credential, @Nullable ServerToken token, Scope scope) {
        this.app = app;
        this.credential = credential;
        this.token = token;
        this.scope = scope;
    }

    static Sender withKey(App app, KeyPair pair) {
        return new Sender(app, "key " + pair.key(), null, pair.scope());
    }

    static Sender withToken(App app, ServerToken token) {
        return new Sender(app, "this server token", token, token.scope());
    }

    public App app() {
        return app;
    }

    /** The key or token in words, as refusals name it; never a secret. */
    public String credential() {
        return credential;
    }

    /** The server token that was shown; null if the call is signed with a key. */
    public @Nullable ServerToken token() {
        return token;
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
