package io.carillon.token;

import static io.carillon.token.RefusalCode.TOKEN_SIGNATURE_INVALID;

import io.carillon.protocol.AppId;
import io.carillon.token.key.TokenAlgorithm;
import java.util.concurrent.CompletionStage;

/** A token of which all is well that costs little to look at: what is left is the key. */
record Hearing(CompactToken token, AppId app, Signer signer, TokenAlgorithm algorithm, Times times) {

    /** Fails with {@link TokenRefusedException}. Complete at once wherever the key is known. */
    CompletionStage<Proof> proof() {
        return signer.proof(algorithm, token.keyId());
    }

    /** Takes as long as the proof does. */
    ConnectionToken decide(Proof proof) throws TokenRefusedException {
        if (!proof.holds(token)) {
            throw new TokenRefusedException(
                    TOKEN_SIGNATURE_INVALID,
                    signer.issuer() == null
                            ? "The token is not signed with the secret of the app key in kid, or was changed afterwards. Sign with that "
                                    + "secret as text, not decoded from hex or base64."
                            : "The token is not signed with the issuer's key that it names, or was changed afterwards. Send it as the issuer "
                                    + "made it.");
        }
        return new ClaimReader(token, signer).read(app, times);
    }
}
