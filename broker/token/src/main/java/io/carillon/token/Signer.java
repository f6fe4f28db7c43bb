package io.carillon.token;

import io.carillon.backplane.Scope;
import io.carillon.token.key.TokenAlgorithm;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who is said to have signed a token. The token's words only choose among those whom the app trusts; all that binds them comes
 * from the app's settings.
 */
sealed interface Signer permits AppKeySigner, IssuerSigner {

    /** Those it is bound to. */
    Set<TokenAlgorithm> algorithms();

    /** Refuses audiences that are not this app; what may be left out differs. */
    Set<String> audiences();

    /** Whether a token without audience is for nobody. */
    boolean needsAudience();

    /** Whether a token without user is for nobody. */
    boolean needsUser();

    TokenRules rules();

    ClaimMapping claims();

    /** What a token gives that says nothing of capabilities. */
    CapabilityTemplate otherwise();

    /** What its tokens can give at most. */
    Scope scope();

    /** The issuer's name; null for an app key. */
    @Nullable
    String issuer();

    /**
     * The key that the token names. Fails with {@link TokenRefusedException}.
     *
     * @param keyId null if it names none
     */
    CompletionStage<Proof> proof(TokenAlgorithm algorithm, @Nullable String keyId);
}
