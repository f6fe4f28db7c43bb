package io.carillon.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens, good ones and bad ones: header and payload are printed exactly as they are given. */
public final class Press {

    public static final KeyPair RSA = rsa(2048);
    public static final KeyPair OTHER_RSA = rsa(2048);
    public static final KeyPair P256 = ec("secp256r1");
    public static final KeyPair P384 = ec("secp384r1");
    public static final KeyPair ED25519 = pair("Ed25519", 255);

    private Press() {}

    public static KeyPair rsa(int bits) {
        return pair("RSA", bits);
    }

    private static KeyPair pair(String kind, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static String unsigned(String header, String payload) {
        return base64(header) + "." + base64(payload);
    }

    /** Signed with HMAC, as {@code HmacSHA256}. */
    public static String hmac(String mac, byte[] secret, String header, String payload) {
        try {
            Mac signer = Mac.getInstance(mac);
            signer.init(new SecretKeySpec(secret, mac));
            String text = unsigned(header, payload);
            return text + "." + base64(signer.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public static String hs256(String secret, String header, String payload) {
        return hmac("HmacSHA256", secret.getBytes(StandardCharsets.UTF_8), header, payload);
    }

    /** Signed with a private key and the algorithm of this name, whatever the header says. */
    public static String signed(String alg, KeyPair keys, String header, String payload) {
        String text = unsigned(header, payload);
        return text + "." + base64(signature(alg, keys, text));
    }

    public static byte[] signature(String alg, KeyPair keys, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        try {
            if (alg.equals("EdDSA")) {
                Signature signer = Signature.getInstance("Ed25519");
                signer.initSign(keys.getPrivate());
                signer.update(bytes);
                return signer.sign();
            }
            JWSSigner signer = keys.getPrivate() instanceof ECPrivateKey ec
                    ? new ECDSASigner(ec)
                    : new RSASSASigner(keys.getPrivate(), true);
            return signer.sign(new JWSHeader(JWSAlgorithm.parse(alg)), bytes).decode();
        } catch (JOSEException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The public half as a JWK. */
    public static String jwk(String kid, KeyPair keys) {
        return jwkOf(kid, keys).toJSONString();
    }

    /** Public halves as a JWK Set. */
    public static String jwks(String... jwks) {
        return "{\"keys\":[" + String.join(",", jwks) + "]}";
    }

    private static JWK jwkOf(String kid, KeyPair keys) {
        if (keys.getPublic() instanceof RSAPublicKey rsa) {
            return new RSAKey.Builder(rsa).keyID(kid).build();
        }
        if (keys.getPublic() instanceof ECPublicKey ec) {
            return new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec)
                    .keyID(kid)
                    .build();
        }
        byte[] encoded = keys.getPublic().getEncoded();
        byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x))
                .keyID(kid)
                .build();
    }

    /** The public half in PEM. */
    public static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}
