package io.carillon.controlplane.credential;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;

/** Guesses that went wrong, as they are kept. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface AttemptRows extends GenericRepository<AttemptRow, String> {

    @Query(
            "insert into attempts (id, failures, last_at, closed_until) values (:id, 0, :now, :now) on conflict do nothing")
    void begin(String id, Instant now);

    /** Nobody else changes it before this transaction ends. */
    @Query("select * from attempts where id = :id for update")
    AttemptRow lock(String id);

    @Query("update attempts set failures = :failures, last_at = :now, closed_until = :closedUntil where id = :id")
    void count(String id, int failures, Instant now, Instant closedUntil);

    @Query("update attempts set failures = failures - 1, closed_until = :now where id = :id and failures > 0")
    void takeBack(String id, Instant now);

    @Query("delete from attempts where id = :id")
    void forget(String id);

    @Query("delete from attempts where last_at < :moment")
    void forgetBefore(Instant moment);
}
