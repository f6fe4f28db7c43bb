package io.carillon.client.management;

import io.carillon.client.json.Json;
import java.time.Instant;
import java.util.Locale;

/**
 * Tokens that are no longer good.
 *
 * @param subject the id of the token, user or key; empty for all
 * @param block whether it keeps a user out until it is over
 * @param issuedBefore what was issued before is refused
 * @param until when it is over
 * @param createdBy the name of who made it
 */
public record Revocation(
        String id,
        Kind kind,
        String subject,
        boolean block,
        Instant issuedBefore,
        Instant until,
        Instant createdAt,
        String createdBy) {

    /** Whose tokens. */
    public enum Kind {
        /** One token. */
        TOKEN,
        /** Those of a user. */
        USER,
        /** Those that were signed with a key. */
        KEY,
        /** Those of the app. */
        ALL;

        static Kind of(Json json) {
            return valueOf(Texts.required(json, "kind").toUpperCase(Locale.ROOT));
        }
    }

    static Revocation of(Json json) {
        return new Revocation(
                Texts.required(json, "id"),
                Kind.of(json),
                Texts.required(json, "subject"),
                json.flag("block"),
                Texts.instant(json, "issued_before"),
                Texts.instant(json, "until"),
                Texts.instant(json, "created_at"),
                Texts.required(json, "created_by"));
    }
}
