package io.carillon.controlplane.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation, as the management API shows it. Prints without its token.
 *
 * @param organisation its id
 * @param status {@code open}, {@code accepted}, {@code revoked} or {@code ended}
 * @param createdBy the name of who invited
 * @param acceptedBy the id of the person who came
 * @param token for {@code POST /api/v1/invitations/accept}; only in the answer that made it, to be passed on by whoever invites
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InvitationView(
        String id,
        String organisation,
        String email,
        String role,
        String status,
        Instant createdAt,
        String createdBy,
        Instant endsAt,
        @Nullable String acceptedBy,
        @Nullable String token) {

    /** @param token null if it is not to be shown */
    static InvitationView of(InvitationRow row, Instant now, @Nullable String token) {
        return new InvitationView(
                row.id(),
                row.organisationId(),
                row.email(),
                row.role(),
                row.status(now),
                row.createdAt(),
                row.createdBy(),
                row.endsAt(),
                row.acceptedBy(),
                token);
    }

    @Override
    public String toString() {
        return "InvitationView[" + id + ", " + status + "]";
    }
}
