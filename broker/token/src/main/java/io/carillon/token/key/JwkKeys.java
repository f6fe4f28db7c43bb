package io.carillon.token.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.carillon.protocol.InvalidValueException;
import io.carillon.token.json.Json;
import io.carillon.token.json.MalformedJsonException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys as JSON (RFC 7517). What is not for signatures, or of a kind that is not known here, is passed over. */
final class JwkKeys {

    // What stands before the 32 bytes of an Ed25519 key in the form that Java reads (RFC 8410).
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private JwkKeys() {}

    static KeySet read(String text) {
        Map<String, Object> json;
        try {
            json = Json.object(text.strip());
        } catch (MalformedJsonException e) {
            throw invalid("The keys cannot be read: " + e.getMessage()
                    + ". Give a JWK Set such as {\"keys\":[...]}, or public keys in PEM.");
        }
        if (!json.containsKey("keys")) {
            return new KeySet(keys(List.of(json)));
        }
        if (!(json.get("keys") instanceof List<?> list)) {
            throw invalid("The field keys of a JWK Set must be a list of keys.");
        }
        // Before any is read: each costs time.
        if (list.size() > KeySet.MAX_KEYS) {
            throw invalid("An issuer may have at most " + KeySet.MAX_KEYS + " keys, not " + list.size() + ".");
        }
        return new KeySet(keys(list));
    }

    private static List<IssuerKey> keys(List<?> list) {
        List<IssuerKey> keys = new ArrayList<>();
        for (Object element : list) {
            Map<String, Object> json = Json.asObject(element);
            IssuerKey key = json == null ? null : key(json);
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** One key; null if it is not for signatures that are made with a private key, or is broken: the others may be sound. */
    private static @Nullable IssuerKey key(Map<String, Object> json) {
        if ("oct".equals(json.get("kty"))) {
            return null;
        }
        JWK jwk;
        try {
            jwk = JWK.parse(Json.write(json));
        } catch (ParseException | RuntimeException e) {
            return null;
        }
        if (jwk.isPrivate()) {
            throw invalid(
                    "One of the keys is a private key. Take it back from wherever it was published, make a new one, "
                            + "and give the public half alone.");
        }
        if (jwk.getKeyUse() != null && !KeyUse.SIGNATURE.equals(jwk.getKeyUse())) {
            return null;
        }
        PublicKey key = publicKey(jwk);
        return key == null ? null : IssuerKey.of(jwk.getKeyID(), key, algorithms(jwk));
    }

    private static Set<TokenAlgorithm> algorithms(JWK jwk) {
        if (jwk.getAlgorithm() == null) {
            return EnumSet.allOf(TokenAlgorithm.class);
        }
        TokenAlgorithm named =
                TokenAlgorithm.named(Objects.toString(jwk.getAlgorithm().getName(), ""));
        return named == null ? Set.of() : Set.of(named);
    }

    private static @Nullable PublicKey publicKey(JWK jwk) {
        try {
            if (jwk instanceof OctetKeyPair pair) {
                return ed25519(pair);
            }
            return jwk instanceof AsymmetricJWK pair ? pair.toPublicKey() : null;
        } catch (JOSEException | GeneralSecurityException | RuntimeException e) {
            return null;
        }
    }

    private static @Nullable PublicKey ed25519(OctetKeyPair pair) throws GeneralSecurityException {
        byte[] x = pair.getDecodedX();
        if (!pair.getCurve().getName().equals("Ed25519") || x.length != 32) {
            return null;
        }
        byte[] encoded = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + x.length);
        System.arraycopy(x, 0, encoded, ED25519_PREFIX.length, x.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    static InvalidValueException invalid(String message) {
        return new InvalidValueException("issuer_keys_invalid", message);
    }
}
