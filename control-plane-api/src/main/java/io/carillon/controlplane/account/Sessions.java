package io.carillon.controlplane.account;

import io.carillon.controlplane.database.Ids;
import io.carillon.controlplane.management.CallerSource.Origin;
import io.carillon.controlplane.secret.Texts;
import io.carillon.protocol.signature.Secret;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Keeps who is signed in where. What the browser holds is random and kept as a digest; it is over when it is old or not used. */
@Singleton
class Sessions {

    static final Duration LONGEST = Duration.ofDays(30);

    private static final Duration LONGEST_IDLE = Duration.ofHours(12);
    private static final Duration DEVICE_KNOWN_FOR = Duration.ofDays(90);

    private final SessionRows rows;
    private final InstantSource clock;

    Sessions(SessionRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** What a browser is to hold from now on. */
    record Begun(SessionRow row, Secret cookie) {}

    @Transactional
    Begun begin(String person, Origin origin, String client) {
        Secret cookie = Texts.fresh("");
        Instant now = clock.instant();
        SessionRow row = rows.save(new SessionRow(
                Ids.of("ses"), Texts.digest(cookie.reveal()), person, now, now, origin.address(), client));
        return new Begun(row, cookie);
    }

    /** The session of a cookie, unless it is over. */
    Optional<SessionRow> find(String cookie) {
        return rows.findBySha256(Texts.digest(cookie)).filter(this::lives);
    }

    private boolean lives(SessionRow row) {
        Instant now = clock.instant();
        return now.isBefore(row.createdAt().plus(LONGEST))
                && now.isBefore(row.lastSeenAt().plus(LONGEST_IDLE));
    }

    /** Its person was here; noted once a minute. */
    void seen(SessionRow row, Origin origin) {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (row.lastSeenAt().isBefore(minute)) {
            rows.seen(row.id(), minute, origin.address());
        }
    }

    /** The same session under another cookie: whoever had the old one is out. */
    @Transactional
    Begun rotate(SessionRow row) {
        Secret cookie = Texts.fresh("");
        rows.rotate(row.id(), Texts.digest(cookie.reveal()));
        return new Begun(row, cookie);
    }

    /** Those of a person that are not over, the newest first. */
    List<SessionRow> of(String person) {
        return rows.findOf(person).stream().filter(this::lives).toList();
    }

    /** @return whether it was there */
    @Transactional
    boolean end(String id, String person) {
        return rows.end(id, person) > 0;
    }

    @Transactional
    void endAll(String person) {
        rows.endAll(person);
    }

    @Transactional
    void endOthers(SessionRow kept) {
        rows.endOthers(kept.personId(), kept.id());
    }

    /** What a page of ours sends to prove itself: known to whoever may read answers, and to nobody who only has a browser send. */
    static String csrfToken(String cookie) {
        return Texts.digest("csrf:" + cookie);
    }

    /** @param device the device cookie; empty if there is none */
    boolean knows(String person, String device) {
        return rows.countDevices(person, Texts.digest(device), clock.instant().minus(DEVICE_KNOWN_FOR)) > 0;
    }

    /** The person has signed in on this device. */
    @Transactional
    void remember(String person, String device) {
        Instant now = clock.instant();
        rows.addDevice(person, Texts.digest(device), now);
        rows.renewDevice(person, Texts.digest(device), now);
    }

    @Scheduled(fixedDelay = "1h", initialDelay = "1h")
    void endOld() {
        Instant now = clock.instant();
        rows.endOld(now.minus(LONGEST_IDLE), now.minus(LONGEST));
        rows.forgetDevices(now.minus(DEVICE_KNOWN_FOR));
    }
}
