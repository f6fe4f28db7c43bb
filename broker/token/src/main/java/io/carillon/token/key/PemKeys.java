package io.carillon.token.key;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as {@code openssl} writes them: {@code PUBLIC KEY} and {@code CERTIFICATE}. They have no names. */
final class PemKeys {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]{0,20000}+)-----END \\1-----");
    private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");

    private PemKeys() {}

    static KeySet read(String text) {
        if (text.contains("PRIVATE KEY-----")) {
            throw JwkKeys.invalid(
                    "This is a private key. Keep it where tokens are made, and give its public half: openssl pkey -in KEY.pem -pubout.");
        }
        List<IssuerKey> keys = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            // Before one more is read: each costs time.
            if (keys.size() == KeySet.MAX_KEYS) {
                throw JwkKeys.invalid("An issuer may have at most " + KeySet.MAX_KEYS + " keys.");
            }
            keys.add(IssuerKey.of(null, key(block.group(1), block.group(2))));
        }
        return new KeySet(keys);
    }

    private static PublicKey key(String kind, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw JwkKeys.invalid("What stands between BEGIN " + kind + " and END " + kind + " is not base64.");
        }
        return switch (kind) {
            case "PUBLIC KEY" -> publicKey(bytes);
            case "CERTIFICATE" -> certified(bytes);
            default ->
                throw JwkKeys.invalid(
                        "A PEM block of the kind " + kind
                                + " is not taken: give a PUBLIC KEY or a CERTIFICATE. openssl rsa -RSAPublicKey_in -in KEY.pem -pubout turns an RSA PUBLIC KEY into one.");
        };
    }

    private static PublicKey publicKey(byte[] bytes) {
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(bytes));
            } catch (GeneralSecurityException e) {
                // Not of this kind; the next one may know it.
                continue;
            }
        }
        throw JwkKeys.invalid(
                "A PUBLIC KEY is of a kind that is not taken: give an RSA, EC (P-256, P-384, P-521) or Ed25519 key.");
    }

    private static PublicKey certified(byte[] bytes) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(bytes))
                    .getPublicKey();
        } catch (CertificateException e) {
            throw JwkKeys.invalid("A CERTIFICATE cannot be read as X.509.");
        }
    }
}
