package io.carillon.controlplane.account;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;

/** Recovery codes, as they are kept; what was used is removed. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface RecoveryCodeRows extends GenericRepository<RecoveryCodeRow, String> {

    RecoveryCodeRow save(RecoveryCodeRow code);

    /** 1 if it was there; of two at once, for one of them. */
    @Query("delete from recovery_codes where person_id = :person and sha256 = :sha256")
    int use(String person, String sha256);

    @Query("select count(*) from recovery_codes where person_id = :person")
    long countOf(String person);

    @Query("delete from recovery_codes where person_id = :person")
    void removeOf(String person);
}
