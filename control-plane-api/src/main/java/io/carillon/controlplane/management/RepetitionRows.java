package io.carillon.controlplane.management;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;

/** Requests that named an idempotency key. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface RepetitionRows extends GenericRepository<RepetitionRow, String> {

    Optional<RepetitionRow> findById(String id);

    void save(RepetitionRow row);

    void update(RepetitionRow row);

    void deleteByCreatedAtBefore(Instant moment);
}
