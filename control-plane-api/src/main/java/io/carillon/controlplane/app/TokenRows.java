package io.carillon.controlplane.app;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Server tokens, as they are kept. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface TokenRows extends GenericRepository<TokenRow, String> {

    TokenRow save(TokenRow token);

    Optional<TokenRow> findByIdAndAppId(String id, String appId);

    Optional<TokenRow> findBySha256(String sha256);

    /** The oldest first. */
    @Query("select * from app_tokens where app_id = :app order by created_at, id")
    List<TokenRow> findOf(String app);

    /** Those that are not revoked, the oldest first. */
    @Query("select * from app_tokens where app_id = :app and revoked_at is null order by created_at, id")
    List<TokenRow> findLivingOf(String app);

    /** Those of several apps that are not revoked, the oldest first. */
    @Query("select * from app_tokens where app_id in (:apps) and revoked_at is null order by created_at, id")
    List<TokenRow> findLivingIn(Collection<String> apps);

    /** The token that a development server shows: the oldest whose text is kept, of an app that is there. */
    @Query(
            "select t.* from app_tokens t join apps a on a.id = t.app_id where t.sealed_text is not null and t.revoked_at is null"
                    + " and a.removed_at is null order by t.created_at, t.id limit 1")
    Optional<TokenRow> findShown();

    /** All of that kind, of apps that are there. */
    @Query(
            "select t.* from app_tokens t join apps a on a.id = t.app_id where t.sealed_text is not null and t.revoked_at is null"
                    + " and a.removed_at is null order by t.created_at, t.id")
    List<TokenRow> findAllShown();

    @Query(
            "select * from app_tokens where app_id = :app and sealed_text is not null and revoked_at is null order by created_at limit 1")
    Optional<TokenRow> findShownOf(String app);

    @Query("update app_tokens set revoked_at = :now where id = :id")
    void revoke(String id, Instant now);
}
