package io.carillon.controlplane.credential;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;

/** Links that work once, as they are kept. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface OneTimeLinkRows extends GenericRepository<OneTimeLinkRow, String> {

    void save(OneTimeLinkRow row);

    @Query("select * from one_time_links where sha256 = :sha256 and purpose = :purpose and ends_at > :now for update")
    Optional<OneTimeLinkRow> lock(String sha256, String purpose, Instant now);

    @Query("delete from one_time_links where purpose = :purpose and person_id = :person")
    void removeOf(String purpose, String person);

    @Query("delete from one_time_links where purpose = :purpose")
    void removeAll(String purpose);

    @Query("delete from one_time_links where ends_at < :moment")
    void removeEnded(Instant moment);
}
