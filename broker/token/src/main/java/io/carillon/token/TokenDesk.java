package io.carillon.token;

import static io.carillon.token.RefusalCode.TOKEN_VERIFICATION_BUSY;

import io.carillon.backplane.App;
import io.carillon.token.Verification.Refused;
import io.carillon.token.Verification.Verified;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens for those who must not wait, such as event loops. What takes some ten microseconds is done on the calling thread:
 * reading, the times, and signatures of app keys (HS256) and of RSA keys of up to 3072 bits that are known. What takes longer (ES256, EdDSA, larger
 * keys) is done by threads of its own, and remembered; fetching an issuer's keys holds no thread at all.
 *
 * <p>Stages do not fail. They complete on the calling thread, or on one that must not be held up for long: go back to your own.
 */
public final class TokenDesk implements AutoCloseable {

    private final TokenVerifier verifier;
    private final InstantSource clock;
    private final SlowLane slowLane;
    private final VerifiedTokens verified;

    /** A desk; the clock says what is expired. */
    public TokenDesk(TokenVerifier verifier, DeskSettings settings, InstantSource clock) {
        this(verifier, new SlowLane(settings), settings.remembered(), clock);
    }

    TokenDesk(TokenVerifier verifier, SlowLane slowLane, int remembered, InstantSource clock) {
        this.verifier = verifier;
        this.clock = clock;
        this.slowLane = slowLane;
        this.verified = new VerifiedTokens(remembered);
    }

    /** As {@link TokenVerifier#verify}, now. */
    public CompletionStage<Verification> verify(String token, App app) {
        Instant now = clock.instant();
        ConnectionToken known =
                token.length() > CompactToken.MAX_LENGTH ? null : verified.find(token, app, verifier.signers());
        if (known != null) {
            return CompletableFuture.completedStage(
                    known.isOver(now) ? Times.expired(known.expiresAt(), now).refusal() : new Verified(known));
        }
        try {
            return decide(token, verifier.hear(token, app, now));
        } catch (TokenRefusedException e) {
            return CompletableFuture.completedStage(e.refusal());
        }
    }

    private CompletionStage<Verification> decide(String token, Hearing hearing) {
        CompletableFuture<Proof> proof = hearing.proof().toCompletableFuture();
        boolean known = proof.isDone();
        return proof.handle((key, failure) -> decide(token, hearing, key, failure, known))
                .thenCompose(decision -> decision);
    }

    private CompletionStage<Verification> decide(
            String token, Hearing hearing, @Nullable Proof proof, @Nullable Throwable failure, boolean known) {
        if (proof == null) {
            return CompletableFuture.completedStage(
                    TokenVerifier.refusal(failure == null ? new IllegalStateException("no key") : failure));
        }
        // All who waited for one fetch are told at once, by one thread of the HTTP client: it is not to do their work.
        if (known && proof.isQuick()) {
            return CompletableFuture.completedStage(decision(token, hearing, proof));
        }
        var decided = new CompletableFuture<Verification>();
        if (!slowLane.offer(hearing.app(), () -> complete(decided, token, hearing, proof))) {
            decided.complete(new Refused(
                    TOKEN_VERIFICATION_BUSY,
                    TOKEN_VERIFICATION_BUSY.whatHappened() + " " + TOKEN_VERIFICATION_BUSY.howToMend()));
        }
        return decided;
    }

    private void complete(CompletableFuture<Verification> decided, String token, Hearing hearing, Proof proof) {
        try {
            decided.complete(decision(token, hearing, proof));
        } catch (RuntimeException unexpected) {
            // A connection that waits for ever would be worse than one that hears of our mistake.
            decided.completeExceptionally(unexpected);
        }
    }

    private Verification decision(String text, Hearing hearing, Proof proof) {
        try {
            ConnectionToken token = hearing.decide(proof);
            verified.keep(text, hearing, proof, token);
            return new Verified(token);
        } catch (TokenRefusedException e) {
            return e.refusal();
        }
    }

    /** Tokens that are verified already are answered; others are refused as busy. */
    @Override
    public void close() {
        slowLane.close();
    }
}
