package io.carillon.controlplane.app;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An app, as it is kept.
 *
 * @param settings {@link AppSettings} as JSON
 * @param rules a list of {@link Rule} as JSON
 * @param exhaustedQuota the message quota that is used up, with the two fields that follow; null if none is
 * @param removedAt when it was removed; null while it is there
 * @param version grows with each change of the app, its keys or its tokens
 * @param projectedVersion the version that stands in the directory
 */
@MappedEntity("apps")
record AppRow(
        @Id String id,
        String organisationId,
        String name,
        boolean enabled,
        String settings,
        String rules,
        @Nullable String exhaustedQuota,
        @Nullable Long exhaustedAllowed,
        @Nullable Instant exhaustedUntil,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant removedAt,
        @Version long version,
        long projectedVersion) {

    AppRow with(String otherName, boolean otherEnabled, String otherSettings, String otherRules, Instant now) {
        return new AppRow(
                id,
                organisationId,
                otherName,
                otherEnabled,
                otherSettings,
                otherRules,
                exhaustedQuota,
                exhaustedAllowed,
                exhaustedUntil,
                createdAt,
                now,
                removedAt,
                version,
                projectedVersion);
    }
}
