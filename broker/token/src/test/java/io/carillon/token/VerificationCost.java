package io.carillon.token;

import io.carillon.backplane.App;
import io.carillon.token.Verification.Verified;
import io.carillon.token.key.JwksSettings;
import io.carillon.token.key.JwksSources;
import io.carillon.token.key.TokenAlgorithm;
import java.lang.management.ManagementFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** Prints what a verification costs, for each algorithm, as time of a processor on one thread. No test: machines differ. */
public final class VerificationCost {

    private static final int ROUNDS = 5;
    private static final long ROUND_NANOS = 600_000_000L;
    private static final int BATCH = 50;

    private VerificationCost() {}

    public static void main(String[] args) {
        String claims =
                ",\"jti\":\"0193-7af2\",\"name\":\"Ann\",\"capabilities\":{\"private-chat-*\":[\"subscribe\",\"publish\"],\"presence-*\":[\"presence\"]}";
        String token = Stage.token(",\"sub\":\"ann\"" + claims);
        report("HS256, " + token.length() + " characters", Stage.verifier(Stage.ISSUERS), token);
        TokenVerifier verifier = Stage.verifier(Stage.ISSUERS);
        report("refused before its key, as expired", () -> {
            if (verifier.verify(token, Stage.APP, Stage.NOW.plusSeconds(900)) instanceof Verified) {
                throw new IllegalStateException("it must be refused");
            }
            return "";
        });
        issuer("RS256", Press.RSA, TokenAlgorithm.RS256, claims);
        issuer("RS256", Press.rsa(3072), TokenAlgorithm.RS256, claims);
        issuer("RS256", Press.rsa(4096), TokenAlgorithm.RS256, claims);
        issuer("PS256", Press.RSA, TokenAlgorithm.PS256, claims);
        issuer("ES256", Press.P256, TokenAlgorithm.ES256, claims);
        issuer("ES384", Press.P384, TokenAlgorithm.ES384, claims);
        issuer("EdDSA", Press.ED25519, TokenAlgorithm.EDDSA, claims);
    }

    private static void issuer(String alg, KeyPair keys, TokenAlgorithm algorithm, String claims) {
        TrustedIssuer issuer = TrustedIssuer.of(
                        "https://idp.example", IssuerKeys.pinned(Press.jwks(Press.jwk("k", keys))), "spa")
                .withAlgorithms(Set.of(algorithm));
        String token = Press.signed(alg, keys, "{\"alg\":\"" + alg + "\",\"kid\":\"k\"}", Stage.issued(issuer, claims));
        TrustedIssuers issuers = app -> List.of(issuer);
        int bits =
                keys.getPublic() instanceof RSAPublicKey rsa ? rsa.getModulus().bitLength() : 0;
        String name = alg + (bits > 0 ? " " + bits : "") + ", " + token.length() + " characters";
        report(name, Stage.verifier(issuers), token);
        if (algorithm == TokenAlgorithm.ES256) {
            remembered(token, issuers);
        }
    }

    private static void remembered(String token, TrustedIssuers issuers) {
        var sources = new JwksSources(JwksSettings.DEFAULTS, () -> Stage.NOW);
        try (var desk = new TokenDesk(
                new TokenVerifier(issuers, sources, TokenRules.DEFAULTS), DeskSettings.DEFAULTS, () -> Stage.NOW)) {
            var unused = desk.verify(token, Stage.APP).toCompletableFuture().join();
            report(
                    "ES256, remembered",
                    () -> desk.verify(token, Stage.APP).toCompletableFuture().join());
        }
    }

    private static void report(String name, TokenVerifier verifier, String token) {
        App app = Stage.APP;
        Instant now = Stage.NOW;
        report(name, () -> {
            Verification verification = verifier.verify(token, app, now);
            if (!(verification instanceof Verified)) {
                throw new IllegalStateException(String.valueOf(verification));
            }
            return verification;
        });
    }

    /** A busy machine is not to be taken for a slow algorithm. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void report(String name, Supplier<Object> work) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            best = Math.min(best, microseconds(work));
        }
        System.out.printf(Locale.ROOT, "%-40s %8.1f us%n", name, best);
    }

    private static double microseconds(Supplier<Object> work) {
        long start = cpu();
        long count = 0;
        long seen = 0;
        do {
            // Looking at the clock is a call into the system.
            for (int i = 0; i < BATCH; i++) {
                seen += System.identityHashCode(work.get());
            }
            count += BATCH;
        } while (cpu() - start < ROUND_NANOS);
        if (seen == 0) {
            throw new IllegalStateException("nothing was verified");
        }
        return (cpu() - start) / 1000.0 / count;
    }
}
