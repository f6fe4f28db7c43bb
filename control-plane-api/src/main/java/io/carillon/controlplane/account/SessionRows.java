package io.carillon.controlplane.account;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sessions, as they are kept; what is over is removed. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface SessionRows extends GenericRepository<SessionRow, String> {

    SessionRow save(SessionRow session);

    Optional<SessionRow> findBySha256(String sha256);

    /** The newest first. */
    @Query("select * from sessions where person_id = :person order by created_at desc, id")
    List<SessionRow> findOf(String person);

    @Query("update sessions set last_seen_at = :now, address = :address where id = :id")
    void seen(String id, Instant now, String address);

    @Query("update sessions set sha256 = :sha256 where id = :id")
    void rotate(String id, String sha256);

    @Query("delete from sessions where id = :id and person_id = :person")
    int end(String id, String person);

    @Query("delete from sessions where person_id = :person")
    void endAll(String person);

    @Query("delete from sessions where person_id = :person and id <> :kept")
    void endOthers(String person, String kept);

    @Query("delete from sessions where last_seen_at < :seen or created_at < :created")
    void endOld(Instant seen, Instant created);

    /** The person has signed in on this device. */
    @Query(
            "insert into known_devices (person_id, sha256, last_at) values (:person, :sha256, :now) on conflict do nothing")
    void addDevice(String person, String sha256, Instant now);

    @Query("update known_devices set last_at = :now where person_id = :person and sha256 = :sha256")
    void renewDevice(String person, String sha256, Instant now);

    @Query("select count(*) from known_devices where person_id = :person and sha256 = :sha256 and last_at > :since")
    long countDevices(String person, String sha256, Instant since);

    @Query("delete from known_devices where last_at < :moment")
    void forgetDevices(Instant moment);
}
