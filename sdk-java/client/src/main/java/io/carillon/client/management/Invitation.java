package io.carillon.client.management;

import io.carillon.client.json.Json;
import io.carillon.protocol.signature.Secret;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An invitation into an organisation. Prints without its token.
 *
 * @param organisation its id
 * @param createdBy the name of who invited
 * @param endsAt from when it no longer works
 * @param acceptedBy the id of the person who came; null if nobody did
 * @param token what the link has, where it was just made; null otherwise: the platform keeps only a digest
 */
public record Invitation(
        String id,
        String organisation,
        String email,
        Role role,
        Status status,
        Instant createdAt,
        String createdBy,
        Instant endsAt,
        @Nullable String acceptedBy,
        @Nullable Secret token) {

    /** How an invitation stands. */
    public enum Status {
        /** It works. */
        OPEN,
        /** Somebody came. */
        ACCEPTED,
        /** It was taken back. */
        REVOKED,
        /** Nobody came in time. */
        ENDED;

        private static Status of(Json json) {
            return valueOf(Texts.required(json, "status").toUpperCase(Locale.ROOT));
        }
    }

    static Invitation of(Json json) {
        return new Invitation(
                Texts.required(json, "id"),
                Texts.required(json, "organisation"),
                Texts.required(json, "email"),
                Role.of(json),
                Status.of(json),
                Texts.instant(json, "created_at"),
                Texts.required(json, "created_by"),
                Texts.instant(json, "ends_at"),
                json.text("accepted_by"),
                Texts.findSecret(json, "token"));
    }
}
