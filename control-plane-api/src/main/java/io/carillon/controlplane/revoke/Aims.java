package io.carillon.controlplane.revoke;

import io.carillon.backplane.App;
import io.carillon.controlplane.problem.Problem;
import io.carillon.token.RefusalCode;
import io.carillon.token.TokenDesk;
import io.carillon.token.TokenIds;
import io.carillon.token.Verification;
import io.carillon.token.Verification.Refused;
import io.carillon.token.Verification.Verified;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Finds out which tokens somebody means who wants to revoke some. */
@Singleton
final class Aims {

    private final TokenDesk desk;

    Aims(TokenDesk desk) {
        this.desk = desk;
    }

    /**
     * What is meant. The stage fails as this method does.
     *
     * @param app as nodes know it
     * @throws io.carillon.controlplane.problem.Refusal {@code token_not_revocable} if a token is shown that is refused anyway
     * @throws io.carillon.protocol.InvalidValueException {@code revocation_invalid} if an id is none
     */
    CompletionStage<Aim> of(NewRevocation asked, App app) {
        String token = asked.token();
        if (token != null && TokenIds.isToken(token)) {
            return desk.verify(token, app).thenApply(verification -> ofToken(token, verification));
        }
        return CompletableFuture.completedStage(byId(token, asked.user(), asked.key()));
    }

    private static Aim byId(@Nullable String token, @Nullable String user, @Nullable String key) {
        if (token != null) {
            return Aim.atToken(token, null);
        }
        if (user != null) {
            return Aim.atUser(user);
        }
        return key == null ? Aim.ALL : Aim.atKey(key);
    }

    private static Aim ofToken(String text, Verification verification) {
        if (verification instanceof Verified verified) {
            return Aim.atToken(verified.token().id(), verified.token().refusedFrom());
        }
        Refused refused = (Refused) verification;
        // It may be good in a moment, and whoever asks could name its id as well: what it says of itself is enough.
        if (refused.code().isTemporary()) {
            return TokenIds.claimedBy(text)
                    .map(id -> Aim.atToken(id, null))
                    .orElseThrow(() -> refusedAnyway(RefusalCode.TOKEN_MALFORMED, refused.words()));
        }
        throw refusedAnyway(refused.code(), refused.words());
    }

    private static RuntimeException refusedAnyway(RefusalCode code, String words) {
        return Problem.TOKEN_NOT_REVOCABLE.because("The token is refused anyway (" + code.code() + "): " + words
                + " To revoke others like it, send its id, its user or its key.");
    }
}
