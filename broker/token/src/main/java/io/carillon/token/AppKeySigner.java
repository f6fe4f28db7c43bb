package io.carillon.token;

import static io.carillon.token.RefusalCode.TOKEN_KEY_UNUSABLE;

import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Scope;
import io.carillon.protocol.AppId;
import io.carillon.token.key.TokenAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A server of the app, which has the secret of one of its keys. */
record AppKeySigner(AppId app, KeyPair pair, TokenRules rules) implements Signer {

    // RFC 7518, 3.2. Whoever has one token can try shorter secrets at leisure.
    private static final int MIN_SECRET_BYTES = 32;

    @Override
    public Set<TokenAlgorithm> algorithms() {
        return Set.of(TokenAlgorithm.HS256);
    }

    @Override
    public Set<String> audiences() {
        return Set.of(app.value());
    }

    /** The key is this app's alone. */
    @Override
    public boolean needsAudience() {
        return false;
    }

    @Override
    public boolean needsUser() {
        return false;
    }

    @Override
    public ClaimMapping claims() {
        return ClaimMapping.OURS;
    }

    @Override
    public CapabilityTemplate otherwise() {
        return CapabilityTemplate.NOTHING;
    }

    @Override
    public Scope scope() {
        return pair.scope();
    }

    @Override
    public @Nullable String issuer() {
        return null;
    }

    @Override
    public CompletionStage<Proof> proof(TokenAlgorithm algorithm, @Nullable String keyId) {
        int bytes = pair.secret().reveal().getBytes(StandardCharsets.UTF_8).length;
        if (bytes < MIN_SECRET_BYTES) {
            return CompletableFuture.failedStage(new TokenRefusedException(
                    TOKEN_KEY_UNUSABLE,
                    "The secret of app key " + pair.key() + " has " + bytes + " bytes; tokens need one of "
                            + MIN_SECRET_BYTES + " or more. Give the app a new key pair and sign with that."));
        }
        return CompletableFuture.completedStage(new SecretProof());
    }

    private final class SecretProof implements Proof {

        @Override
        public boolean isQuick() {
            return true;
        }

        @Override
        public boolean holds(CompactToken token) {
            return pair.secret().verifies(token.signed(), HexFormat.of().formatHex(token.signature()));
        }
    }
}
