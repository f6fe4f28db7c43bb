package io.carillon.bench.tokens;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens as an app's server and as an identity provider would, with what Java brings. */
final class Mint {

    static final String ISSUER = "https://id.bench.example/";
    static final String AUDIENCE = "bench";

    private static final int COORDINATE_BYTES = 32;

    private final String key;
    private final String secret;
    private final KeyPair curve;

    Mint(String key, String secret) {
        this.key = key;
        this.secret = secret;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            curve = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has this curve", e);
        }
    }

    /** The issuer as the management API takes it. */
    String issuer() {
        ECPublicKey point = (ECPublicKey) curve.getPublic();
        return """
                {"name":"%s","algorithms":["ES256"],"audiences":["%s"],"capabilities":{"private-*":["subscribe"]},\
                "keys":{"keys":[{"kty":"EC","crv":"P-256","kid":"bench","x":"%s","y":"%s"}]}}""".formatted(
                        ISSUER,
                        AUDIENCE,
                        coordinate(point.getW().getAffineX().toByteArray()),
                        coordinate(point.getW().getAffineY().toByteArray()));
    }

    private static String coordinate(byte[] number) {
        byte[] fixed = new byte[COORDINATE_BYTES];
        byte[] magnitude = number.length > COORDINATE_BYTES
                ? Arrays.copyOfRange(number, number.length - COORDINATE_BYTES, number.length)
                : number;
        System.arraycopy(magnitude, 0, fixed, COORDINATE_BYTES - magnitude.length, magnitude.length);
        return base64(fixed);
    }

    /** Signed with the app key: quick to verify. */
    String quick(String user, String id) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String text = text("{\"alg\":\"HS256\",\"kid\":\"" + key + "\"}", user, id, "");
            return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HMAC-SHA256", e);
        }
    }

    /** Signed by the issuer with an elliptic curve: slow to verify. */
    String slow(String user, String id) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
            signer.initSign(curve.getPrivate());
            String text = text(
                    "{\"alg\":\"ES256\",\"kid\":\"bench\"}",
                    user,
                    id,
                    "\"iss\":\"" + ISSUER + "\",\"aud\":\"" + AUDIENCE + "\",");
            signer.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has ECDSA", e);
        }
    }

    private static String text(String header, String user, String id, String more) {
        long now = Instant.now().getEpochSecond();
        String payload = "{" + more + "\"sub\":\"" + user + "\",\"jti\":\"" + id + "\",\"iat\":" + now + ",\"exp\":"
                + (now + 3_600) + ",\"capabilities\":{\"private-*\":[\"subscribe\"]}}";
        return base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(payload.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
