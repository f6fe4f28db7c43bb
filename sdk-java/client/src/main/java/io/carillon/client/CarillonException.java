package io.carillon.client;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something was not done. The message is for developers, the code for programs: it stays the same when words change.
 *
 * <pre>{@code
 * try {
 *     publisher.trigger("my-channel", "greeting", "hello");
 * } catch (CarillonException e) {
 *     if (e.retriable()) { later(); } else { log(e.code(), e.getMessage(), e.docs()); }
 * }
 * }</pre>
 */
public final class CarillonException extends RuntimeException {

    private final transient Refusal refusal;

    /** @param cause null if there is none */
    public CarillonException(Refusal refusal, @Nullable Throwable cause) {
        super(refusal.message(), cause);
        this.refusal = refusal;
    }

    /** All of it as one value. */
    public Refusal refusal() {
        return refusal;
    }

    /** The stable code, as in {@code auth_signature_invalid} or {@code queue_full}. */
    public String code() {
        return refusal.code();
    }

    /** The status of the HTTP answer, or the code of the error or close frame; 0 if there was none. */
    public int status() {
        return refusal.status();
    }

    /** Where more is said about it. */
    public Optional<URI> docs() {
        return Optional.ofNullable(refusal.docs());
    }

    /** Whether the same may succeed later. */
    public boolean retriable() {
        return refusal.retriable();
    }

    /** How long the server asks to wait. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(refusal.retryAfter());
    }
}
