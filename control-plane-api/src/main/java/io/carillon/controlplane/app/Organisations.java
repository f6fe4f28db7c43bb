package io.carillon.controlplane.app;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Organisations, as they are kept. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Organisations extends GenericRepository<Organisation, String> {

    Organisation save(Organisation organisation);

    /** Fails with {@code OptimisticLockException} if somebody else changed it since it was read. */
    Organisation update(Organisation organisation);

    @Query("select * from organisations where id = :id and removed_at is null")
    Optional<Organisation> findById(String id);

    /** The oldest; a new platform has one. */
    @Query("select * from organisations where removed_at is null order by created_at, id limit 1")
    Optional<Organisation> findOldest();

    @Query("select * from organisations where removed_at is null and id > :after order by id limit :limit")
    List<Organisation> page(String after, int limit);

    @Query(
            "select * from organisations where id in (:ids) and removed_at is null and id > :after order by id limit :limit")
    List<Organisation> pageOf(Collection<String> ids, String after, int limit);

    /** It is not found any more; apps that it had refer to it still. */
    @Query("update organisations set removed_at = :now, version = version + 1 where id = :id")
    void remove(String id, Instant now);

    /** In no order. */
    @Query("select * from organisations where id in (:ids)")
    List<Organisation> findIn(Collection<String> ids);
}
