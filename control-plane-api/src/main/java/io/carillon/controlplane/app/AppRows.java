package io.carillon.controlplane.app;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Apps, as they are kept; those that were removed stay as tombstones, which only the projection sees. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface AppRows extends GenericRepository<AppRow, String> {

    AppRow save(AppRow app);

    /** Fails with {@code OptimisticLockException} if somebody else changed it since it was read. */
    AppRow update(AppRow app);

    Optional<AppRow> findByIdAndRemovedAtIsNull(String id);

    /** Tombstones too. */
    Optional<AppRow> findById(String id);

    /** Tombstones too, in no order. */
    @Query("select * from apps where id in (:ids)")
    List<AppRow> findIn(Collection<String> ids);

    boolean existsById(String id);

    @Query(
            "select * from apps where organisation_id = :organisation and removed_at is null and id > :after order by id limit :limit")
    List<AppRow> pageOf(String organisation, String after, int limit);

    @Query("select count(*) from apps where organisation_id = :organisation and removed_at is null")
    long countOf(String organisation);

    /** Everybody's, in the order of ids, tombstones too. */
    @Query("select id from apps where id > :after order by id limit :limit")
    List<String> idsAfter(String after, int limit);

    /** Those whose newest state does not stand in the directory. */
    @Query("select id from apps where version > projected_version order by id limit :limit")
    List<String> idsBehind(int limit);

    @Query("select id, version from apps where id in (:ids)")
    List<AppVersion> versionsOf(Collection<String> ids);

    /** Notes that something that belongs to the app was changed. */
    @Query("update apps set version = version + 1, updated_at = :now where id = :id")
    void touch(String id, Instant now);

    @Query("update apps set version = version + 1 where organisation_id = :organisation")
    void touchAllOf(String organisation);

    @Query("update apps set removed_at = :now, version = version + 1, updated_at = :now where id = :id")
    void remove(String id, Instant now);

    @Query("select id, version from apps")
    List<MessageQuotas.Version> versions();

    /** Tombstones too. */
    List<AppRow> findByIdIn(Collection<String> ids);

    @Query(
            "update apps set exhausted_quota = :quota, exhausted_allowed = :allowed, exhausted_until = :until, version = version + 1 where id = :id and removed_at is null")
    void exhaust(String id, @Nullable String quota, @Nullable Long allowed, @Nullable Instant until);

    @Query("update apps set projected_version = :version where id = :id and projected_version < :version")
    void projected(String id, long version);
}
