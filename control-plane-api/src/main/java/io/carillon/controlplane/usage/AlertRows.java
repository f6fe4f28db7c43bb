package io.carillon.controlplane.usage;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;

/** Alerts, as they are kept. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface AlertRows extends GenericRepository<AlertRow, Long> {

    AlertRow save(AlertRow alert);

    boolean existsBySubjectAndQuotaAndPeriodStartedAtAndThreshold(
            String subject, String quota, Instant periodStartedAt, int threshold);

    @Query("select * from usage_alerts where subject = :subject and id < :before order by id desc limit :limit")
    List<AlertRow> pageOfSubject(String subject, long before, int limit);

    @Query(
            "select * from usage_alerts where organisation_id = :organisation and id < :before order by id desc limit :limit")
    List<AlertRow> pageOfOrganisation(String organisation, long before, int limit);

    void deleteByCreatedAtBefore(Instant moment);
}
