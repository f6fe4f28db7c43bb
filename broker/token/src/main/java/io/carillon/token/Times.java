package io.carillon.token;

import static io.carillon.token.RefusalCode.TOKEN_CLAIM_INVALID;
import static io.carillon.token.RefusalCode.TOKEN_CLAIM_MISSING;
import static io.carillon.token.RefusalCode.TOKEN_EXPIRED;
import static io.carillon.token.RefusalCode.TOKEN_LIFETIME_TOO_LONG;
import static io.carillon.token.RefusalCode.TOKEN_NOT_YET_VALID;

import io.carillon.token.json.JsonNull;
import io.carillon.token.json.JsonNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a token was made, and how long it is good. */
record Times(Instant issuedAt, Instant expiresAt, Instant refusedFrom) {

    // Twelve digits are enough for thirty thousand years, and too few for milliseconds.
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,9})?");

    static Times check(Map<String, Object> claims, TokenRules rules, Instant now) throws TokenRefusedException {
        Instant expiresAt = needed("exp", claims);
        Instant issuedAt = needed("iat", claims);
        Instant notBefore = instant("nbf", claims);
        var times = new Times(issuedAt, expiresAt, expiresAt.plus(rules.skew()));
        if (!now.isBefore(times.refusedFrom)) {
            throw expired(expiresAt, now);
        }
        if (!expiresAt.isAfter(issuedAt)) {
            throw new TokenRefusedException(
                    TOKEN_CLAIM_INVALID,
                    "The token's exp is not after its iat: it was never valid. Set exp to a time after iat.");
        }
        checkBegun("iat", issuedAt, rules.skew(), now);
        if (notBefore != null) {
            checkBegun("nbf", notBefore, rules.skew(), now);
        }
        Duration lifetime = Duration.between(issuedAt, expiresAt);
        if (lifetime.compareTo(rules.maximumLifetime()) > 0) {
            throw new TokenRefusedException(
                    TOKEN_LIFETIME_TOO_LONG,
                    "The token is made for " + lifetime.toSeconds() + " seconds; at most "
                            + rules.maximumLifetime().toSeconds() + " are allowed. "
                            + TOKEN_LIFETIME_TOO_LONG.howToMend());
        }
        return times;
    }

    static TokenRefusedException expired(Instant expiresAt, Instant now) {
        return new TokenRefusedException(
                TOKEN_EXPIRED,
                "The token expired " + Duration.between(expiresAt, now).toSeconds() + " seconds ago, at " + expiresAt
                        + ". " + TOKEN_EXPIRED.howToMend());
    }

    private static void checkBegun(String claim, Instant from, Duration skew, Instant now)
            throws TokenRefusedException {
        if (from.isAfter(now.plus(skew))) {
            throw new TokenRefusedException(
                    TOKEN_NOT_YET_VALID,
                    "The token's " + claim + " is "
                            + Duration.between(now, from).toSeconds() + " seconds in the future. "
                            + TOKEN_NOT_YET_VALID.howToMend());
        }
    }

    private static Instant needed(String claim, Map<String, Object> claims) throws TokenRefusedException {
        Instant instant = instant(claim, claims);
        if (instant == null) {
            throw new TokenRefusedException(
                    TOKEN_CLAIM_MISSING,
                    "The token has no " + claim + ". Add it: "
                            + (claim.equals("exp") ? "when the token ends" : "when it was made")
                            + ", in seconds since 1970.");
        }
        return instant;
    }

    private static @Nullable Instant instant(String claim, Map<String, Object> claims) throws TokenRefusedException {
        Object value = claims.get(claim);
        if (value == null || value == JsonNull.NULL) {
            return null;
        }
        if (value instanceof JsonNumber number && SECONDS.matcher(number.text()).matches()) {
            String whole = number.text().split("\\.", 2)[0];
            return Instant.ofEpochSecond(Long.parseLong(whole));
        }
        throw new TokenRefusedException(
                TOKEN_CLAIM_INVALID,
                "The token's " + claim + " must be a number of seconds since 1970"
                        + (value instanceof JsonNumber ? "; this one cannot be, or is in milliseconds" : "") + ".");
    }
}
