package io.carillon.token;

import static io.carillon.token.RefusalCode.TOKEN_KEYS_UNAVAILABLE;
import static io.carillon.token.RefusalCode.TOKEN_KEY_UNKNOWN;
import static io.carillon.token.RefusalCode.TOKEN_KEY_UNUSABLE;

import io.carillon.backplane.Scope;
import io.carillon.protocol.InvalidValueException;
import io.carillon.token.key.IssuerKey;
import io.carillon.token.key.KeySet;
import io.carillon.token.key.KeySource;
import io.carillon.token.key.KeysUnavailableException;
import io.carillon.token.key.TokenAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An issuer that the app trusts. */
record IssuerSigner(TrustedIssuer trusted, KeySource source) implements Signer {

    @Override
    public Set<TokenAlgorithm> algorithms() {
        return trusted.algorithms();
    }

    @Override
    public Set<String> audiences() {
        return trusted.audiences();
    }

    @Override
    public boolean needsAudience() {
        return true;
    }

    @Override
    public boolean needsUser() {
        return true;
    }

    @Override
    public TokenRules rules() {
        return new TokenRules(trusted.skew(), trusted.maximumLifetime());
    }

    @Override
    public ClaimMapping claims() {
        return trusted.claims();
    }

    @Override
    public CapabilityTemplate otherwise() {
        return trusted.otherwise();
    }

    @Override
    public Scope scope() {
        return trusted.scope();
    }

    @Override
    public String issuer() {
        return trusted.name();
    }

    @Override
    public CompletionStage<Proof> proof(TokenAlgorithm algorithm, @Nullable String keyId) {
        CompletableFuture<KeySet> keys = source.keys(keyId).toCompletableFuture();
        return keys.handle((set, failure) -> {
            try {
                return failure == null
                        ? proof(set, algorithm, keyId)
                        : unavailable(KeysUnavailableException.of(failure));
            } catch (TokenRefusedException e) {
                throw new CompletionException(e);
            }
        });
    }

    private Proof proof(KeySet keys, TokenAlgorithm algorithm, @Nullable String keyId) throws TokenRefusedException {
        IssuerKey key = keyOf(keys, algorithm, keyId);
        if (key == null) {
            throw new TokenRefusedException(TOKEN_KEY_UNKNOWN, unknown(keyId));
        }
        if (!key.algorithms().contains(algorithm)) {
            throw new TokenRefusedException(
                    TOKEN_KEY_UNUSABLE,
                    "The issuer's key " + (keyId == null ? "" : InvalidValueException.quote(keyId) + " ")
                            + (key.fault() != null ? key.fault() : "is not for " + algorithm.jwsName()) + ". "
                            + TOKEN_KEY_UNUSABLE.howToMend());
        }
        return new KeyProof(key, algorithm);
    }

    private @Nullable IssuerKey keyOf(KeySet keys, TokenAlgorithm algorithm, @Nullable String keyId) {
        if (keyId == null) {
            return keys.only(algorithm);
        }
        IssuerKey named = keys.find(keyId);
        // Keys in PEM have no names: where there is but one, it is meant whatever the token calls it.
        boolean nameless = keys.keys().size() == 1 && keys.keys().get(0).id() == null;
        return named == null && nameless ? keys.keys().get(0) : named;
    }

    private String unknown(@Nullable String keyId) {
        if (keyId == null) {
            return "The token names no key, and the issuer has several that it could mean. Let the issuer put kid into the header.";
        }
        return "The issuer has no key " + InvalidValueException.quote(keyId)
                + ". If it has changed its keys within the last minute, try again; otherwise look whether the token is from this issuer.";
    }

    private static Proof unavailable(KeysUnavailableException why) throws TokenRefusedException {
        throw new TokenRefusedException(
                TOKEN_KEYS_UNAVAILABLE,
                "The issuer's key set " + why.getMessage() + ". " + TOKEN_KEYS_UNAVAILABLE.howToMend());
    }

    /** Equal if the key is. */
    private record KeyProof(IssuerKey key, TokenAlgorithm algorithm) implements Proof {

        @Override
        public boolean isQuick() {
            return key.isQuick();
        }

        @Override
        public boolean holds(CompactToken token) {
            return key.verifies(algorithm, token.signed().getBytes(StandardCharsets.US_ASCII), token.signature());
        }
    }
}
