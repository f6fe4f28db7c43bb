package io.carillon.controlplane.access;

import io.carillon.backplane.App;
import io.carillon.backplane.Revocation;
import io.carillon.controlplane.exchange.Call;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.carillon.controlplane.problem.TokenRefusal;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.UserId;
import io.carillon.token.ConnectionToken;
import io.carillon.token.TokenDesk;
import io.carillon.token.Verification;
import io.carillon.token.Verification.Refused;
import io.carillon.token.Verification.Verified;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Makes sure that a request comes from somebody to whom the app, or an issuer that it trusts, gave a token. */
@Singleton
final class HolderCheck {

    private static final String MEND = "Let the user sign in again, and send a new token.";

    private final TokenDesk desk;
    private final InstantSource clock;

    HolderCheck(TokenDesk desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
    }

    /**
     * The end user's token that a call shows; null if it shows none. A JWT has two full stops, and a server token, which is
     * a prefix and letters of base64url, has none; one that somebody made up for the first app must not have two either. An
     * encrypted JWT has four: it is told that it is no signed one.
     */
    static @Nullable String tokenIn(Call call) {
        String bearer = BearerToken.textIn(call);
        boolean isJwt = bearer != null && bearer.indexOf('.') != bearer.lastIndexOf('.');
        return isJwt && call.parameter("auth_key") == null ? bearer : null;
    }

    /** Fails with {@link TokenRefusal}, or with the refusals {@code app_disabled}, {@code token_revoked} and {@code user_blocked}. */
    CompletionStage<TokenHolder> admit(App app, String token) {
        ServerCheck.requireEnabled(app);
        return desk.verify(token, app).thenApply(verification -> holder(app, verification));
    }

    private TokenHolder holder(App app, Verification verification) {
        if (verification instanceof Refused refused) {
            throw new TokenRefusal(refused.code(), refused.words());
        }
        ConnectionToken token = ((Verified) verification).token();
        Instant now = clock.instant();
        Revocation revocation =
                app.revocations().ofToken(token.id(), token.user(), token.keyId(), token.issuedAt(), now);
        if (revocation != null) {
            throw refusal(revocation, token, now);
        }
        return new TokenHolder(app, token);
    }

    private static Refusal refusal(Revocation revocation, ConnectionToken token, Instant now) {
        UserId user = token.user();
        return switch (revocation.kind()) {
            case TOKEN -> Problem.TOKEN_REVOKED.because("The token was revoked. " + MEND);
            case USER ->
                user != null && revocation.blocks(now)
                        ? Blocks.refusal(user, revocation)
                        : Problem.TOKEN_REVOKED.because("The tokens that user "
                                + InvalidValueException.quote(String.valueOf(user)) + " was given before "
                                + revocation.before() + " were revoked. " + MEND);
            case KEY ->
                Problem.TOKEN_REVOKED.because("The tokens that key "
                        + InvalidValueException.quote(String.valueOf(token.keyId())) + " signed before "
                        + revocation.before() + " were revoked. " + MEND);
            case ALL ->
                Problem.TOKEN_REVOKED.because(
                        "All tokens of the app from before " + revocation.before() + " were revoked. " + MEND);
        };
    }
}
