package io.carillon.client.management;

import io.carillon.protocol.InvalidValueException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are to be revoked. Prints without the token.
 *
 * <pre>{@code
 * NewRevocation.ofUser("7").issuedBefore(yesterday);
 * }</pre>
 *
 * @param subject the token or its id, the user's id or the key; empty for all
 * @param issuedBefore what was issued before is revoked; null for now
 */
public record NewRevocation(
        Revocation.Kind kind, String subject, @Nullable Instant issuedBefore) {

    /** @throws InvalidValueException {@code revocation_invalid} if a moment is named for one token, which is revoked whenever it was issued */
    public NewRevocation {
        if (kind == Revocation.Kind.TOKEN && issuedBefore != null) {
            throw new InvalidValueException(
                    "revocation_invalid", "One token is revoked whenever it was issued: leave issuedBefore out.");
        }
    }

    /** One token: its id, or the token itself, which is not kept. */
    public static NewRevocation ofToken(String tokenOrId) {
        return new NewRevocation(Revocation.Kind.TOKEN, tokenOrId, null);
    }

    /** The tokens of a user. */
    public static NewRevocation ofUser(String user) {
        return new NewRevocation(Revocation.Kind.USER, user, null);
    }

    /** The tokens that were signed with a key: an app key, or one of an issuer. */
    public static NewRevocation ofKey(String key) {
        return new NewRevocation(Revocation.Kind.KEY, key, null);
    }

    /** All tokens of the app. */
    public static NewRevocation ofAll() {
        return new NewRevocation(Revocation.Kind.ALL, "", null);
    }

    /** The same, but only what was issued before this moment. */
    public NewRevocation issuedBefore(Instant moment) {
        return new NewRevocation(kind, subject, moment);
    }

    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        switch (kind) {
            case TOKEN -> fields.put("token", subject);
            case USER -> fields.put("user", subject);
            case KEY -> fields.put("key", subject);
            case ALL -> fields.put("all", true);
        }
        if (issuedBefore != null) {
            fields.put("issued_before", issuedBefore);
        }
        return fields;
    }

    @Override
    public String toString() {
        return "NewRevocation[" + kind + (kind == Revocation.Kind.TOKEN ? "" : " " + subject) + "]";
    }
}
