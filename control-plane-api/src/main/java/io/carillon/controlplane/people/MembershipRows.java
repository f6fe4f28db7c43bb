package io.carillon.controlplane.people;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Memberships, as they are kept. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface MembershipRows extends GenericRepository<MembershipRow, String> {

    @Query(
            "insert into memberships (organisation_id, person_id, role, created_at) values (:organisation, :person, :role, :now)")
    void add(String organisation, String person, String role, Instant now);

    @Query("select * from memberships where person_id = :person order by organisation_id")
    List<MembershipRow> findOf(String person);

    @Query("select * from memberships where organisation_id = :organisation and person_id = :person")
    Optional<MembershipRow> find(String organisation, String person);

    /** The oldest first. */
    @Query("select * from memberships where organisation_id = :organisation order by created_at, person_id")
    List<MembershipRow> findIn(String organisation);

    /** Nobody else changes who belongs to the organisation before this transaction ends. */
    @Query("select id from organisations where id = :organisation for update")
    Optional<String> lock(String organisation);

    @Query("update memberships set role = :role where organisation_id = :organisation and person_id = :person")
    void change(String organisation, String person, String role);

    @Query("delete from memberships where organisation_id = :organisation and person_id = :person")
    void remove(String organisation, String person);

    @Query("delete from memberships where organisation_id = :organisation")
    void removeIn(String organisation);
}
