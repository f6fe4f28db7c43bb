package io.carillon.controlplane.people;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** People, as they are kept. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface People extends GenericRepository<Person, String> {

    Person save(Person person);

    Optional<Person> findById(String id);

    Optional<Person> findByEmail(String email);

    long count();

    @Query("select * from people where id > :after order by id limit :limit")
    List<Person> page(String after, int limit);

    @Query("select * from people where operator = true and disabled = false for update")
    List<Person> lockOperators();

    @Query("update people set name = :name where id = :id")
    void rename(String id, String name);

    @Query("update people set password_hash = :hash where id = :id")
    void changePassword(String id, String hash);

    @Query("update people set operator = :operator, disabled = :disabled where id = :id")
    void change(String id, boolean operator, boolean disabled);

    @Query("update people set last_seen_at = :now where id = :id")
    void seen(String id, Instant now);

    /** Another second factor, or none; with a moment it is asked for from then on. */
    @Query("update people set sealed_totp = :sealed, totp_since = :since, totp_step = :step where id = :id")
    void changeTotp(String id, @Nullable String sealed, @Nullable Instant since, long step);

    /** Takes a code's step, unless it or a later one was taken already: 1 if it was not. */
    @Query("update people set totp_step = :step where id = :id and totp_step < :step")
    int takeTotp(String id, long step);
}
