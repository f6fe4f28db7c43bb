package io.carillon.controlplane;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Connection tokens as an app's server and an identity provider make them, and as those do who forge them. */
final class TestTokens {

    static final String ISSUER = "https://id.example.com/";
    static final String AUDIENCE = "chat";

    private static final ECKey ISSUER_KEY = generated("provider-1");

    private TestTokens() {}

    private static ECKey generated(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What an app writes down of the identity provider; a user has a private channel of their own and may enter rooms. */
    static String issuer() {
        return """
                {"name":"%s","algorithms":["ES256"],"audiences":["%s"],"keys":{"keys":[%s]},
                 "claims":{"user_info":"profile"},
                 "capabilities":{"private-inbox-{user}":["subscribe"],"presence-room-*":["presence"]}}""".formatted(ISSUER, AUDIENCE, ISSUER_KEY.toPublicJWK().toJSONString());
    }

    /** Claims with times of an hour. */
    static JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder().issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(3600)));
    }

    /** What the identity provider gives its user. */
    static JWTClaimsSet.Builder ofProvider(String user, Instant now) {
        return claims(now)
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(user)
                .claim("profile", Map.of("name", "Name of " + user));
    }

    static String signedByProvider(JWTClaimsSet claims) {
        return signedWith(ISSUER_KEY, claims);
    }

    /** Signed by somebody who calls their key as the provider calls its own. */
    static String forged(JWTClaimsSet claims) {
        return signedWith(generated(ISSUER_KEY.getKeyID()), claims);
    }

    private static String signedWith(ECKey key, JWTClaimsSet claims) {
        try {
            return signed(JWSAlgorithm.ES256, key.getKeyID(), new ECDSASigner(key), claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Algorithm confusion: the public key, which everybody knows, is used as a shared secret. */
    static String macOverPublicKey(JWTClaimsSet claims) {
        byte[] secret = ISSUER_KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        return mac(ISSUER_KEY.getKeyID(), secret, claims);
    }

    static String unsigned(JWTClaimsSet claims) {
        return base64("{\"alg\":\"none\",\"kid\":\"" + ISSUER_KEY.getKeyID() + "\"}") + "." + base64(claims.toString())
                + ".";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What an app's server makes with a key pair. */
    static String signedBy(AppKey key, Secret secret, JWTClaimsSet claims) {
        return mac(key.value(), secret.reveal().getBytes(StandardCharsets.UTF_8), claims);
    }

    private static String mac(String keyId, byte[] secret, JWTClaimsSet claims) {
        try {
            return signed(JWSAlgorithm.HS256, keyId, new MACSigner(secret), claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(JWSAlgorithm algorithm, String keyId, JWSSigner signer, JWTClaimsSet claims) {
        try {
            var token =
                    new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Capabilities that give some operations on a pattern. */
    static Map<String, List<String>> giving(String pattern, String... operations) {
        return Map.of(pattern, List.of(operations));
    }
}
