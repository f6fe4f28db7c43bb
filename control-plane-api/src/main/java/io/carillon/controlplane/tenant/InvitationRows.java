package io.carillon.controlplane.tenant;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Invitations, as they are kept. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface InvitationRows extends GenericRepository<InvitationRow, String> {

    InvitationRow save(InvitationRow invitation);

    Optional<InvitationRow> findBySha256(String sha256);

    Optional<InvitationRow> findByIdAndOrganisationId(String id, String organisationId);

    /** The newest first. */
    @Query("select * from invitations where organisation_id = :organisation order by created_at desc, id limit :limit")
    List<InvitationRow> findOf(String organisation, int limit);

    @Query(
            "select count(*) from invitations where organisation_id = :organisation and accepted_at is null and revoked_at is null and ends_at > :now")
    long countOpen(String organisation, Instant now);

    /** 1 if it was open; of two at once, for one of them. */
    @Query(
            "update invitations set accepted_at = :now, accepted_by = :person where id = :id and accepted_at is null and revoked_at is null and ends_at > :now")
    int accept(String id, String person, Instant now);

    @Query("update invitations set revoked_at = :now where id = :id and accepted_at is null and revoked_at is null")
    int revoke(String id, Instant now);

    @Query(
            "update invitations set revoked_at = :now where organisation_id = :organisation and accepted_at is null and revoked_at is null")
    void revokeAll(String organisation, Instant now);
}
