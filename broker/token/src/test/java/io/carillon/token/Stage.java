package io.carillon.token;

import io.carillon.backplane.App;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Operation;
import io.carillon.backplane.Scope;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.signature.Secret;
import io.carillon.token.key.JwksSettings;
import io.carillon.token.key.JwksSources;
import io.carillon.token.key.TokenAlgorithm;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the stories of tokens play: an app, its keys, the issuers that it trusts, and a moment. */
final class Stage {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final long T = NOW.getEpochSecond();

    static final String SECRET = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b";
    static final String OTHER_SECRET = "60303ae22b998861bce3b28f33eec1be758a213c";
    static final String SHORT_SECRET = "0123456789abcdef0123";

    static final AppId ID = AppId.of("42");

    /** Trusts issuers of all kinds. */
    static final App APP = app(
            ID,
            pair("live", SECRET, Scope.EVERYTHING, null),
            pair("other", OTHER_SECRET, Scope.EVERYTHING, null),
            pair("ended", SECRET, Scope.EVERYTHING, NOW),
            pair("short", SHORT_SECRET, Scope.EVERYTHING, null),
            pair(
                    "narrow",
                    SECRET,
                    new Scope(Set.of(Operation.SUBSCRIBE), List.of(ChannelPattern.of("private-open-*"))),
                    null));

    static final TrustedIssuer RSA = TrustedIssuer.of(
            "https://rsa.example", IssuerKeys.pinned(Press.jwks(Press.jwk("rsa-1", Press.RSA))), "spa");

    static final TrustedIssuer EC = TrustedIssuer.of(
                    "https://ec.example", IssuerKeys.pinned(Press.jwks(Press.jwk("ec-1", Press.P256))), "spa")
            .withAlgorithms(Set.of(TokenAlgorithm.ES256));

    static final TrustedIssuer ED = TrustedIssuer.of(
                    "https://ed.example", IssuerKeys.pinned(Press.pem(Press.ED25519)), "spa")
            .withAlgorithms(Set.of(TokenAlgorithm.EDDSA));

    static final TrustedIssuers ISSUERS = app -> app.id().equals(ID) ? List.of(RSA, EC, ED) : List.of();

    private Stage() {}

    static App app(AppId id, KeyPair... keys) {
        return new App(id, "demo", true, List.of(keys), List.of(), AppLimits.DEFAULTS, AppOptions.EVERYTHING_ON);
    }

    static KeyPair pair(String key, String secret, Scope scope, @Nullable Instant until) {
        return new KeyPair(AppKey.of(key), Secret.of(secret), scope, until);
    }

    static TokenVerifier verifier(TrustedIssuers issuers) {
        return new TokenVerifier(issuers, new JwksSources(JwksSettings.DEFAULTS, () -> NOW), TokenRules.DEFAULTS);
    }

    static Verification verify(String token) {
        return verify(token, APP);
    }

    static Verification verify(String token, App app) {
        return verifier(ISSUERS).verify(token, app, NOW);
    }

    /** A header for an app key. */
    static String header(String key) {
        return "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"" + key + "\"}";
    }

    /** Claims of a token that was made now for ten minutes; more of them begin with a comma. */
    static String claims(String more) {
        return "{\"iat\":" + T + ",\"exp\":" + (T + 600) + more + "}";
    }

    /** A token that is signed with the live app key. */
    static String token(String more) {
        return Press.hs256(SECRET, header("live"), claims(more));
    }

    /** Claims of a token that an issuer made for the app. */
    static String issued(TrustedIssuer issuer, String more) {
        return claims(",\"iss\":\"" + issuer.name() + "\",\"aud\":\"spa\",\"sub\":\"ann\"" + more);
    }

    static String issuedByRsa(String more) {
        return Press.signed("RS256", Press.RSA, "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}", issued(RSA, more));
    }
}
