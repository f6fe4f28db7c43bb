package io.carillon.controlplane.app;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Revocations, as they are kept. Who changes them {@link ChangedApps marks} the app first. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface RevocationRows extends GenericRepository<RevocationRow, String> {

    /** Keeps a new one. */
    RevocationRow save(RevocationRow revocation);

    /** One of an app, over or not. */
    Optional<RevocationRow> findByIdAndAppId(String id, String appId);

    /** Those of several apps that are not over, the oldest first. */
    @Query("select * from app_revocations where app_id in (:apps) and until_at > :now order by created_at, id")
    List<RevocationRow> findInForce(Collection<String> apps, Instant now);

    /** How many of an app are not over. */
    @Query("select count(*) from app_revocations where app_id = :app and until_at > :now")
    long countInForce(String app, Instant now);

    /** Some of an app that are not over, in the order of their ids. */
    @Query(
            "select * from app_revocations where app_id = :app and until_at > :now and id > :after order by id limit :limit")
    List<RevocationRow> pageOf(String app, Instant now, String after, int limit);

    /** Those that go by the same and are not over. */
    @Query(
            "select * from app_revocations where app_id = :app and kind = :kind and subject = :subject and blocks = :blocks and until_at > :now")
    List<RevocationRow> findAlike(String app, String kind, String subject, boolean blocks, Instant now);

    /** Forgets one. */
    @Query("delete from app_revocations where id = :id")
    void remove(String id);

    /** Some apps that have revocations which were over at this moment. */
    @Query("select distinct app_id from app_revocations where until_at <= :moment order by app_id limit :limit")
    List<String> appsWithOver(Instant moment, int limit);

    /** Forgets those of an app that were over at this moment. */
    @Query("delete from app_revocations where app_id = :app and until_at <= :moment")
    void removeOver(String app, Instant moment);
}
