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

/** Keys, as they are kept. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface KeyRows extends GenericRepository<KeyRow, String> {

    KeyRow save(KeyRow key);

    Optional<KeyRow> findByAppKey(String appKey);

    Optional<KeyRow> findByAppKeyAndAppId(String appKey, String appId);

    /** The oldest first. */
    @Query("select * from app_keys where app_id = :app order by created_at, app_key")
    List<KeyRow> findOf(String app);

    /** Those that are not revoked, the oldest first. */
    @Query("select * from app_keys where app_id = :app and revoked_at is null order by created_at, app_key")
    List<KeyRow> findLivingOf(String app);

    /** Those of several apps that are not revoked, the oldest first. */
    @Query("select * from app_keys where app_id in (:apps) and revoked_at is null order by created_at, app_key")
    List<KeyRow> findLivingIn(Collection<String> apps);

    /** Any one, to see whether its secret opens. */
    @Query("select * from app_keys order by app_key limit 1")
    Optional<KeyRow> findAny();

    @Query(
            "update app_keys set name = :name, operations = :operations, channels = :channels, ends_at = :endsAt where app_key = :key")
    void change(String key, String name, String operations, String channels, @Nullable Instant endsAt);

    @Query("update app_keys set ends_at = :endsAt where app_key = :key")
    void end(String key, Instant endsAt);

    @Query("update app_keys set revoked_at = :now where app_key = :key")
    void revoke(String key, Instant now);

    @Query("update app_keys set sealed_secret = :sealed where app_key = :key")
    void seal(String key, String sealed);

    /** Notes a use, if none is known that is as late. */
    @Query(
            "update app_keys set last_used_at = :at, last_used_from = :address, last_used_with = :library where app_key = :key and (last_used_at is null or last_used_at < :at)")
    void used(String key, Instant at, @Nullable String address, @Nullable String library);
}
