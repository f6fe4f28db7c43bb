package io.carillon.controlplane.credential;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** API tokens, as they are kept. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ApiTokenRows extends GenericRepository<ApiTokenRow, String> {

    ApiTokenRow save(ApiTokenRow token);

    Optional<ApiTokenRow> findBySha256(String sha256);

    Optional<ApiTokenRow> findById(String id);

    Optional<ApiTokenRow> findByIdAndPersonId(String id, String personId);

    Optional<ApiTokenRow> findByIdAndOrganisationId(String id, String organisationId);

    /** The oldest first. */
    @Query("select * from api_tokens where person_id = :person order by created_at, id")
    List<ApiTokenRow> findOfPerson(String person);

    /** The oldest first. */
    @Query("select * from api_tokens where organisation_id = :organisation order by created_at, id")
    List<ApiTokenRow> findOfOrganisation(String organisation);

    @Query("update api_tokens set revoked_at = :now where id = :id and revoked_at is null")
    void revoke(String id, Instant now);

    @Query("update api_tokens set revoked_at = :now where organisation_id = :organisation and revoked_at is null")
    void revokeOfOrganisation(String organisation, Instant now);

    @Query("update api_tokens set last_used_at = :minute, last_used_from = :address where id = :id")
    void used(String id, Instant minute, String address);
}
