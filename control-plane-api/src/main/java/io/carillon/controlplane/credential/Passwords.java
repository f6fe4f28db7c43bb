package io.carillon.controlplane.credential;

import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.secret.Texts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords. Each hash takes about 20 MB and a tenth of a second of one core, so that only two are made at once, and only so
 * many wait: whoever sends passwords in masses neither fills the memory nor holds up what else the process does.
 */
@Singleton
public class Passwords {

    private static final int AT_ONCE = 2;
    private static final int WAITING = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final String nobodys = Argon2.NOW.hash(Texts.fresh("").reveal());

    /**
     * The hash to be kept, as a PHC string.
     *
     * @throws io.carillon.controlplane.problem.Refusal {@code too_busy}
     */
    public String hash(Password password) {
        return inTurn(() -> Argon2.NOW.hash(password.text()));
    }

    /**
     * Whether a password is right.
     *
     * @param hash what is kept; null if there is nobody to whom it could belong, which takes the same time
     * @throws io.carillon.controlplane.problem.Refusal {@code too_busy}
     */
    public boolean isRight(Password password, @Nullable String hash) {
        return inTurn(() -> Argon2.matches(password.text(), hash == null ? nobodys : hash)) && hash != null;
    }

    /** Whether it should be hashed anew now that the password is at hand. */
    public boolean isStale(String hash) {
        return !Argon2.NOW.made(hash);
    }

    private <T> T inTurn(Supplier<T> work) {
        if (turns.getQueueLength() >= WAITING || !acquired()) {
            throw Problem.TOO_BUSY.because(
                    "So many are signing in at once that this one would wait too long. Try again in a moment.",
                    RetryAfter.header(Duration.ofSeconds(2)));
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private boolean acquired() {
        try {
            return turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
