package io.carillon.token;

import static io.carillon.token.RefusalCode.TOKEN_AUDIENCE_WRONG;
import static io.carillon.token.RefusalCode.TOKEN_CLAIM_INVALID;
import static io.carillon.token.RefusalCode.TOKEN_CLAIM_MISSING;

import io.carillon.protocol.AppId;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import io.carillon.token.json.Json;
import io.carillon.token.json.JsonNull;
import io.carillon.token.json.JsonNumber;
import io.carillon.token.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the claims of a token whose signature is right into values. */
final class ClaimReader {

    private static final int MAX_SHOWN = 3;
    private static final int MAX_WATCHED = 1000;
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,40}");

    private final CompactToken token;
    private final Signer signer;

    ClaimReader(CompactToken token, Signer signer) {
        this.token = token;
        this.signer = signer;
    }

    ConnectionToken read(AppId app, Times times) throws TokenRefusedException {
        UserId user = user();
        return new ConnectionToken(
                id(token),
                app,
                signer.issuer(),
                token.keyId(),
                user,
                userInfo(),
                capabilities(user).within(signer.scope()),
                watchlist(),
                times.issuedAt(),
                times.expiresAt(),
                times.refusedFrom());
    }

    /** Refuses a token that was made for somebody else, as one that another app's page was given. */
    static void checkAudience(Map<String, Object> claims, Signer signer) throws TokenRefusedException {
        Object audience = claims.get("aud");
        if (isAbsent(audience) && !signer.needsAudience()) {
            return;
        }
        List<?> named = audience instanceof List<?> list ? list : audience == null ? List.of() : List.of(audience);
        if (named.stream().noneMatch(signer.audiences()::contains)) {
            throw new TokenRefusedException(
                    TOKEN_AUDIENCE_WRONG,
                    "The token is not for this app: its aud must be "
                            + shown(signer.audiences())
                            + (named.isEmpty() ? ", and it has none." : ".") + " Have it made for this app.");
        }
    }

    private static String shown(Set<String> audiences) {
        return audiences.stream()
                .sorted()
                .limit(MAX_SHOWN)
                .map(InvalidValueException::quote)
                .collect(Collectors.joining(" or "));
    }

    /** What a token can be revoked by. */
    static String id(CompactToken token) throws TokenRefusedException {
        Object id = token.claims().get("jti");
        if (isAbsent(id)) {
            return "sha256:" + digest(token.signed());
        }
        if (id instanceof String text && !text.isEmpty() && text.length() <= TokenIds.MAX_LENGTH) {
            return text;
        }
        throw invalid("jti", "it must be a string of 1 to " + TokenIds.MAX_LENGTH + " characters");
    }

    private @Nullable UserId user() throws TokenRefusedException {
        ClaimPath path = signer.claims().userId();
        Object value = path.in(token.claims());
        if (isAbsent(value)) {
            if (signer.needsUser()) {
                throw new TokenRefusedException(
                        TOKEN_CLAIM_MISSING,
                        "The token does not say who its user is: it has no "
                                + InvalidValueException.quote(path.text())
                                + ". Have the issuer add it, or name another claim for it.");
            }
            return null;
        }
        return user(path.text(), value);
    }

    private static UserId user(String claim, @Nullable Object value) throws TokenRefusedException {
        String text = value instanceof String name
                ? name
                : value instanceof JsonNumber number
                                && WHOLE.matcher(number.text()).matches()
                        ? number.text()
                        : null;
        if (text == null || text.chars().anyMatch(Character::isISOControl)) {
            throw invalid(claim, "a user's id must be a string without control characters, or a whole number");
        }
        try {
            return UserId.of(text);
        } catch (InvalidValueException e) {
            throw invalid(claim, e.getMessage());
        }
    }

    private String userInfo() throws TokenRefusedException {
        Map<String, Object> info = new LinkedHashMap<>();
        ClaimPath path = signer.claims().userInfo();
        Object value = path == null ? null : path.in(token.claims());
        if (path != null && !isAbsent(value)) {
            Map<String, Object> object = Json.asObject(value);
            if (object == null) {
                throw invalid(path.text(), "it must be an object");
            }
            info.putAll(object);
        }
        for (String name : signer.claims().shown()) {
            Object shown = token.claims().get(name);
            if (shown != null) {
                info.put(name, shown);
            }
        }
        return info.isEmpty() ? Member.NO_INFO : Json.write(info);
    }

    private Capabilities capabilities(@Nullable UserId user) throws TokenRefusedException {
        ClaimPath path = signer.claims().capabilities();
        Object value = path == null ? null : path.in(token.claims());
        if (path == null || isAbsent(value)) {
            return signer.otherwise().of(user);
        }
        try {
            // Some identity providers let claims of one's own be strings only.
            Map<String, Object> grants = value instanceof String text ? Json.object(text) : Json.asObject(value);
            if (grants == null) {
                throw invalid(path.text(), "it must be an object such as {\"private-chat-*\":[\"subscribe\"]}");
            }
            return Capabilities.ofClaim(grants);
        } catch (InvalidValueException | MalformedJsonException e) {
            throw invalid(path.text(), String.valueOf(e.getMessage()));
        }
    }

    private List<UserId> watchlist() throws TokenRefusedException {
        ClaimPath path = signer.claims().watchlist();
        Object value = path == null ? null : path.in(token.claims());
        if (path == null || isAbsent(value)) {
            return List.of();
        }
        if (!(value instanceof List<?> list) || list.size() > MAX_WATCHED) {
            throw invalid(path.text(), "it must be a list of at most " + MAX_WATCHED + " ids of users");
        }
        Set<UserId> watched = new LinkedHashSet<>();
        for (Object id : list) {
            watched.add(user(path.text(), id));
        }
        return List.copyOf(watched);
    }

    private static boolean isAbsent(@Nullable Object value) {
        return value == null || value == JsonNull.NULL;
    }

    private static TokenRefusedException invalid(String claim, String why) {
        String end = why.endsWith(".") ? "" : ".";
        return new TokenRefusedException(
                TOKEN_CLAIM_INVALID,
                "The token's claim " + InvalidValueException.quote(claim) + " cannot be: " + why + end);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
