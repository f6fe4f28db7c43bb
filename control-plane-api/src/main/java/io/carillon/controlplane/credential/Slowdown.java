package io.carillon.controlplane.credential;

import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.secret.Texts;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Slows guessing, over all control planes together. A few guesses are free; from then on each that goes wrong closes the door for
 * twice as long as the one before, up to a quarter of an hour, and what came in while it was closed was not looked at and does not
 * count. Nobody is locked out for good.
 *
 * <p>Each guess is counted before it is looked at, and taken back if it was right: a thousand at the same moment are a thousand, and
 * not one.
 */
@Singleton
public class Slowdown {

    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration REMEMBERED_FOR = Duration.ofDays(1);
    private static final int DOUBLINGS = 10;

    private final AttemptRows rows;
    private final InstantSource clock;

    Slowdown(AttemptRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Something of which guesses are counted.
     *
     * @param id a digest
     * @param free guesses after which the door begins to close
     */
    public record Door(String id, int free) {

        /** @param what as in {@code address}; with the text it is one door among all */
        public static Door of(String what, String text, int free) {
            return new Door(Texts.digest(what + ":" + text), free);
        }
    }

    /**
     * Counts a guess at all of these doors, or at none.
     *
     * @throws io.carillon.controlplane.problem.Refusal {@code too_many_attempts} if one of them is closed
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void count(List<Door> doors) {
        Instant now = clock.instant();
        // In the same order everywhere, so that nobody waits for one who waits for him.
        doors.stream().sorted((one, other) -> one.id().compareTo(other.id())).forEach(door -> count(door, now));
    }

    private void count(Door door, Instant now) {
        rows.begin(door.id(), now);
        AttemptRow row = rows.lock(door.id());
        // Of the free guesses none closes it; yet the moment of the last may be after now, by what tables round or
        // because two came at once.
        if (row.failures() >= door.free() && row.closedUntil().isAfter(now)) {
            Duration left = Duration.between(now, row.closedUntil());
            throw Problem.TOO_MANY_ATTEMPTS.because(
                    "Too many attempts went wrong. The next one is looked at in " + (left.toSeconds() + 1)
                            + " seconds.",
                    RetryAfter.header(left.plusSeconds(1)));
        }
        boolean old = row.lastAt().plus(REMEMBERED_FOR).isBefore(now);
        int failures = old ? 1 : row.failures() + 1;
        rows.count(door.id(), failures, now, now.plus(closedFor(failures - door.free())));
    }

    private static Duration closedFor(int over) {
        if (over < 0) {
            return Duration.ZERO;
        }
        Duration doubled = Duration.ofSeconds(1L << Math.min(over, DOUBLINGS));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    /** A guess that was counted was none after all. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void takeBack(List<Door> doors) {
        doors.forEach(door -> rows.takeBack(door.id(), clock.instant()));
    }

    /** Everything that went wrong here is forgotten. */
    @Transactional
    public void forget(Door door) {
        rows.forget(door.id());
    }

    @Scheduled(fixedDelay = "1h", initialDelay = "1h")
    void forgetOld() {
        rows.forgetBefore(clock.instant().minus(REMEMBERED_FOR));
    }
}
