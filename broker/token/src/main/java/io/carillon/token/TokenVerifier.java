package io.carillon.token;

import io.carillon.backplane.App;
import io.carillon.token.Verification.Refused;
import io.carillon.token.Verification.Verified;
import io.carillon.token.key.JwksSources;
import io.carillon.token.key.TokenAlgorithm;
import java.time.Instant;
import java.util.concurrent.CompletionException;

/**
 * Decides whether a token is what it says it is, and for this app. The checks stand below each other in the order in which they cost;
 * nothing is done with a key before it is settled who is said to have signed, and with which algorithms they may.
 *
 * <p>Whatever text is offered, the answer is a {@link Verification}: nothing is thrown. Whether the app is switched off, and
 * whether the token was revoked, is not looked at.
 */
public final class TokenVerifier {

    private final Signers signers;

    /**
     * A verifier.
     *
     * @param issuers whom the apps trust beside their keys
     * @param published key sets that issuers publish
     * @param rules for tokens that are signed with app keys
     */
    public TokenVerifier(TrustedIssuers issuers, JwksSources published, TokenRules rules) {
        this.signers = new Signers(issuers, published, rules);
    }

    /**
     * Verifies a token on the calling thread. It takes up to a millisecond; and as long as the settings of key sets let a fetch take,
     * if the issuer's keys are not known yet. Event loops use {@link TokenDesk}.
     */
    public Verification verify(String token, App app, Instant now) {
        try {
            Hearing hearing = hear(token, app, now);
            Proof proof = hearing.proof().toCompletableFuture().join();
            return new Verified(hearing.decide(proof));
        } catch (TokenRefusedException e) {
            return e.refusal();
        } catch (CompletionException e) {
            return refusal(e);
        }
    }

    /** All that costs little. */
    Hearing hear(String text, App app, Instant now) throws TokenRefusedException {
        CompactToken token = CompactToken.read(text);
        Signer signer = signers.of(token, app, now);
        TokenAlgorithm algorithm = Signers.algorithm(token, signer);
        Times times = Times.check(token.claims(), signer.rules(), now);
        ClaimReader.checkAudience(token.claims(), signer);
        return new Hearing(token, app.id(), signer, algorithm, times);
    }

    Signers signers() {
        return signers;
    }

    static Refused refusal(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TokenRefusedException refused) {
            return refused.refusal();
        }
        throw new IllegalStateException("the key of a token could not be looked for", cause);
    }
}
