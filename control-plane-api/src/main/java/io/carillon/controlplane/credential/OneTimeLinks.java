package io.carillon.controlplane.credential;

import io.carillon.controlplane.secret.Texts;
import io.carillon.protocol.signature.Secret;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Makes links that let whoever has them do one thing, once and soon. */
@Singleton
public class OneTimeLinks {

    private static final String SETUP = "setup";
    private static final String RESET = "reset";

    private final OneTimeLinkRows rows;
    private final InstantSource clock;

    OneTimeLinks(OneTimeLinkRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** What opens the platform to the first of all people. */
    @Transactional
    public Secret forSetup(Duration valid) {
        Secret token = Texts.fresh("cars_");
        Instant now = clock.instant();
        rows.save(new OneTimeLinkRow(Texts.digest(token.reveal()), SETUP, null, now, now.plus(valid)));
        return token;
    }

    /** What lets a person choose a new password; the one before works no longer. */
    @Transactional
    public Secret forReset(String person, Duration valid) {
        rows.removeOf(RESET, person);
        Secret token = Texts.fresh("carr_");
        Instant now = clock.instant();
        rows.save(new OneTimeLinkRow(Texts.digest(token.reveal()), RESET, person, now, now.plus(valid)));
        return token;
    }

    /** Whether it works still; to be asked before costly work, and not instead of using it. */
    @Transactional
    public boolean opensSetup(String token) {
        return rows.lock(Texts.digest(token), SETUP, clock.instant()).isPresent();
    }

    /** Uses it up, and all others with it; of two at once one waits, and then finds it used. */
    @Transactional
    public boolean useForSetup(String token) {
        boolean there = rows.lock(Texts.digest(token), SETUP, clock.instant()).isPresent();
        if (there) {
            rows.removeAll(SETUP);
        }
        return there;
    }

    /** Whose it is, as long as it works. */
    @Transactional
    public Optional<String> ownerOfReset(String token) {
        return rows.lock(Texts.digest(token), RESET, clock.instant()).map(row -> String.valueOf(row.personId()));
    }

    /** Uses it up; of two at once one waits, and then finds it used. */
    @Transactional
    public boolean useForReset(String token, String person) {
        boolean there = ownerOfReset(token).filter(person::equals).isPresent();
        if (there) {
            rows.removeOf(RESET, person);
        }
        return there;
    }

    /** A person's links for new passwords work no longer. */
    @Transactional
    public void endResets(String person) {
        rows.removeOf(RESET, person);
    }

    @Scheduled(fixedDelay = "1h", initialDelay = "1h")
    void forgetOld() {
        rows.removeEnded(clock.instant());
    }
}
