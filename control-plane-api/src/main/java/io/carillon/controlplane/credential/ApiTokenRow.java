package io.carillon.controlplane.credential;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API token, as it is kept.
 *
 * @param personId whose; null if it is an organisation's
 * @param organisationId whose; null if it is a person's
 * @param role the most that it may be; null for all that its person is
 * @param operator whether it may do what its person may as an operator
 * @param appId the one app that it is for; null for all
 * @param appOrganisationId whose that app is
 */
@MappedEntity("api_tokens")
public record ApiTokenRow(
        @Id String id,
        String sha256,
        @Nullable String personId,
        @Nullable String organisationId,
        @Nullable String role,
        boolean operator,
        @Nullable String appId,
        @Nullable String appOrganisationId,
        String name,
        Instant createdAt,
        String createdBy,
        @Nullable Instant endsAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedFrom) {

    /** Whether it opens anything at this moment. */
    public boolean worksAt(Instant now) {
        return revokedAt == null && (endsAt == null || now.isBefore(endsAt));
    }
}
