package io.carillon.token;

import static io.carillon.token.RefusalCode.TOKEN_ALGORITHM_REFUSED;
import static io.carillon.token.RefusalCode.TOKEN_ISSUER_UNKNOWN;
import static io.carillon.token.RefusalCode.TOKEN_KEY_EXPIRED;
import static io.carillon.token.RefusalCode.TOKEN_KEY_UNKNOWN;

import io.carillon.backplane.App;
import io.carillon.backplane.KeyPair;
import io.carillon.protocol.AppId;
import io.carillon.protocol.InvalidValueException;
import io.carillon.token.key.JwksSources;
import io.carillon.token.key.KeySource;
import io.carillon.token.key.TokenAlgorithm;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds who is said to have signed a token. */
final class Signers {

    private final TrustedIssuers issuers;
    private final JwksSources published;
    private final TokenRules rules;

    Signers(TrustedIssuers issuers, JwksSources published, TokenRules rules) {
        this.issuers = issuers;
        this.published = published;
        this.rules = rules;
    }

    /**
     * A trusted issuer if {@code iss} names one, otherwise the app key in {@code kid}. An issuer comes first: what bears its name is
     * held to its algorithms, also if {@code kid} names an app key.
     */
    Signer of(CompactToken token, App app, Instant now) throws TokenRefusedException {
        Object name = token.claims().get("iss");
        TrustedIssuer issuer = name instanceof String text ? issuer(text, app) : null;
        if (issuer != null) {
            return new IssuerSigner(issuer, source(issuer, app.id()));
        }
        KeyPair pair = pair(token.keyId(), app);
        if (pair == null) {
            throw unknown(token, name);
        }
        if (!pair.isActive(now)) {
            throw new TokenRefusedException(
                    TOKEN_KEY_EXPIRED,
                    "The time of app key " + pair.key() + " was over at " + pair.until() + ". "
                            + TOKEN_KEY_EXPIRED.howToMend());
        }
        return new AppKeySigner(app.id(), pair, rules);
    }

    /** The algorithm of the token, if it is one of the signer's. Nothing is done with a key before this is settled. */
    static TokenAlgorithm algorithm(CompactToken token, Signer signer) throws TokenRefusedException {
        TokenAlgorithm algorithm = TokenAlgorithm.named(token.algorithm());
        if (algorithm == null || !signer.algorithms().contains(algorithm)) {
            String allowed = signer.algorithms().stream()
                    .map(TokenAlgorithm::jwsName)
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new TokenRefusedException(
                    TOKEN_ALGORITHM_REFUSED,
                    "The token's alg is " + InvalidValueException.quote(token.algorithm()) + "; tokens "
                            + (signer.issuer() == null ? "that are signed with an app key" : "of this issuer")
                            + " must be signed with " + allowed + ".");
        }
        return algorithm;
    }

    /** Whether the app still trusts the signer as it did. */
    boolean stands(IssuerSigner signer, App app) {
        return issuers.of(app).contains(signer.trusted());
    }

    private @Nullable TrustedIssuer issuer(String name, App app) {
        for (TrustedIssuer issuer : issuers.of(app)) {
            if (issuer.name().equals(name)) {
                return issuer;
            }
        }
        return null;
    }

    private KeySource source(TrustedIssuer issuer, AppId app) {
        if (issuer.keys() instanceof IssuerKeys.Published url) {
            return published.of(app, url.url());
        }
        return KeySource.of(((IssuerKeys.Pinned) issuer.keys()).keys());
    }

    private static @Nullable KeyPair pair(@Nullable String keyId, App app) {
        for (KeyPair pair : app.keys()) {
            if (pair.key().value().equals(keyId)) {
                return pair;
            }
        }
        return null;
    }

    private static TokenRefusedException unknown(CompactToken token, @Nullable Object issuer) {
        if (issuer instanceof String name) {
            return new TokenRefusedException(
                    TOKEN_ISSUER_UNKNOWN,
                    "The app trusts no issuer " + InvalidValueException.quote(name) + ". "
                            + TOKEN_ISSUER_UNKNOWN.howToMend());
        }
        String keyId = token.keyId();
        return new TokenRefusedException(
                TOKEN_KEY_UNKNOWN,
                keyId == null
                        ? "The token names neither an app key nor an issuer. Put the app key into the header as kid."
                        : InvalidValueException.quote(keyId) + " is no key of this app. "
                                + TOKEN_KEY_UNKNOWN.howToMend());
    }
}
