package io.carillon.token.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a token may be signed. There is no {@code none}, and whoever checks a token says beforehand which of these it may be:
 * the token's own word chooses among them and never adds one.
 */
public enum TokenAlgorithm {
    /** A secret that both sides have; for the key pairs of apps only, never for issuers. */
    HS256(Family.SECRET, JWSAlgorithm.HS256, null),
    RS256(Family.RSA, JWSAlgorithm.RS256, null),
    RS384(Family.RSA, JWSAlgorithm.RS384, null),
    RS512(Family.RSA, JWSAlgorithm.RS512, null),
    PS256(Family.RSA, JWSAlgorithm.PS256, null),
    PS384(Family.RSA, JWSAlgorithm.PS384, null),
    PS512(Family.RSA, JWSAlgorithm.PS512, null),
    ES256(Family.EC, JWSAlgorithm.ES256, Curve.P_256),
    ES384(Family.EC, JWSAlgorithm.ES384, Curve.P_384),
    ES512(Family.EC, JWSAlgorithm.ES512, Curve.P_521),
    /** Ed25519; RFC 9864 gives it that name as well. */
    EDDSA(Family.ED25519, JWSAlgorithm.EdDSA, null);

    private enum Family {
        SECRET,
        RSA,
        EC,
        ED25519
    }

    private static final String ED25519 = "Ed25519";

    private final Family family;
    private final JWSAlgorithm jws;
    private final @Nullable Curve curve;

    TokenAlgorithm(Family family, JWSAlgorithm jws, @Nullable Curve curve) {
        this.family = family;
        this.jws = jws;
        this.curve = curve;
    }

    /** The algorithm that a token's header means; null if there is none of this name here. Letters count as they are written. */
    public static @Nullable TokenAlgorithm named(String alg) {
        if (alg.equals(ED25519)) {
            return EDDSA;
        }
        for (TokenAlgorithm algorithm : values()) {
            if (algorithm.jwsName().equals(alg)) {
                return algorithm;
            }
        }
        return null;
    }

    /** The name that stands in headers, as {@code ES256} or {@code EdDSA}. */
    public String jwsName() {
        return jws.getName();
    }

    /** Whether both sides have the same secret. */
    public boolean isSymmetric() {
        return family == Family.SECRET;
    }

    /** Whether the key is of the kind, and on the curve, that this algorithm is for. */
    boolean fits(PublicKey key) {
        return switch (family) {
            case SECRET -> false;
            case RSA -> key instanceof RSAPublicKey;
            case EC -> key instanceof ECPublicKey ec && Curve.forECParameterSpec(ec.getParams()) == curve;
            case ED25519 ->
                key instanceof EdECPublicKey ed
                        && ed.getParams().getName().toLowerCase(Locale.ROOT).equals("ed25519");
        };
    }

    /** Whether the key's owner signed the text; false for whatever is no signature of this algorithm. */
    boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
        try {
            return switch (family) {
                case SECRET -> false;
                case RSA ->
                    new RSASSAVerifier((RSAPublicKey) key)
                            .verify(new JWSHeader(jws), signed, Base64URL.encode(signature));
                case EC ->
                    new ECDSAVerifier((ECPublicKey) key)
                            .verify(new JWSHeader(jws), signed, Base64URL.encode(signature));
                case ED25519 -> verifiesEd25519(key, signed, signature);
            };
        } catch (JOSEException | GeneralSecurityException e) {
            return false;
        }
    }

    /** By Java's own provider: Nimbus would need another library for it. */
    private static boolean verifiesEd25519(PublicKey key, byte[] signed, byte[] signature)
            throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(ED25519);
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(signature);
    }
}
