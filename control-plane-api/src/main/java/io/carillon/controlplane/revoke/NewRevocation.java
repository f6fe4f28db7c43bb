package io.carillon.controlplane.revoke;

import io.carillon.protocol.InvalidValueException;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be revoked: one of a token, a user, a key and all. Prints without the token.
 *
 * @param token its id, or the token itself, which is not kept
 * @param user id of the user whose tokens are to be revoked
 * @param key id of the key whose tokens are to be revoked: an app key, or one of an issuer
 * @param all true for all tokens of the app
 * @param issuedBefore what was issued before is revoked, as ISO 8601 or in seconds since 1970; now if it is left out. A token is
 *     revoked whenever it was issued.
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record NewRevocation(
        @Nullable String token,
        @Nullable String user,
        @Nullable String key,
        @Nullable Boolean all,

        @Nullable
        @Schema(
                implementation = String.class,
                description =
                        "What was issued before is revoked, as ISO 8601 or in seconds since 1970; now if it is left out. A token is revoked"
                                + " whenever it was issued.")
        JsonNode issuedBefore) {

    /** @throws InvalidValueException {@code revocation_invalid} or {@code revocation_time_invalid} */
    public NewRevocation {
        long named = Stream.of(token, user, key, Boolean.TRUE.equals(all) ? all : null)
                .filter(Objects::nonNull)
                .count();
        if (named != 1) {
            throw new InvalidValueException(
                    "revocation_invalid",
                    "The body names " + named
                            + " things to revoke. Name exactly one: {\"token\":\"ID\"}, {\"user\":\"7\"}, {\"key\":\"KEY\"} or {\"all\":true}.");
        }
        if (token != null && Moments.find("issued_before", issuedBefore) != null) {
            throw new InvalidValueException(
                    "revocation_invalid",
                    "issued_before goes with user, key or all: one token is revoked whenever it was issued. Leave it out.");
        }
    }

    @Override
    public String toString() {
        return "NewRevocation["
                + (token != null ? "a token" : user != null ? "user " + user : key != null ? "key " + key : "all")
                + "]";
    }
}
