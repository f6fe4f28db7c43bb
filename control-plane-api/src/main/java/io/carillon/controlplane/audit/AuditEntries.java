package io.carillon.controlplane.audit;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;

/** The log's table, to which lines are only added. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface AuditEntries extends GenericRepository<AuditEntry, Long> {

    AuditEntry save(AuditEntry entry);
}
