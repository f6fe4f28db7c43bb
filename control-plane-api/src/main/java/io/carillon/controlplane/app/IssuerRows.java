package io.carillon.controlplane.app;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Issuers, as they are kept. Who changes them {@link ChangedApps marks} the app first. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface IssuerRows extends GenericRepository<IssuerRow, String> {

    /** Keeps a new one. */
    IssuerRow save(IssuerRow issuer);

    /** One of an app. */
    Optional<IssuerRow> findByIdAndAppId(String id, String appId);

    /** The oldest first. */
    @Query("select * from app_issuers where app_id = :app order by created_at, id")
    List<IssuerRow> findOf(String app);

    /** Those of several apps, the oldest first. */
    @Query("select * from app_issuers where app_id in (:apps) order by created_at, id")
    List<IssuerRow> findIn(Collection<String> apps);

    /** Puts another text in the place of the one that is there. */
    @Query(
            "update app_issuers set name = :name, issuer = :issuer, updated_at = :now, version = version + 1 where id = :id")
    void replace(String id, String name, String issuer, Instant now);

    /** Forgets one. */
    @Query("delete from app_issuers where id = :id")
    void remove(String id);
}
