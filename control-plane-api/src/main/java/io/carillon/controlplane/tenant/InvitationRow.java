package io.carillon.controlplane.tenant;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation, as it is kept.
 *
 * @param sha256 of the token in the link
 * @param acceptedBy the id of the person who came
 */
@MappedEntity("invitations")
record InvitationRow(
        @Id String id,
        String sha256,
        String organisationId,
        String email,
        String role,
        Instant createdAt,
        String createdBy,
        Instant endsAt,
        @Nullable Instant acceptedAt,
        @Nullable String acceptedBy,
        @Nullable Instant revokedAt) {

    String status(Instant now) {
        if (acceptedAt != null) {
            return "accepted";
        }
        if (revokedAt != null) {
            return "revoked";
        }
        return now.isBefore(endsAt) ? "open" : "ended";
    }

    boolean isOpenAt(Instant now) {
        return status(now).equals("open");
    }
}
