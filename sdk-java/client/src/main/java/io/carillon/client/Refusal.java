package io.carillon.client;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why something was not done.
 *
 * @param code stable, lower case with underscores: a server's, one of {@link ClientError}, or {@code http_404} and {@code close_4001} where a
 *     server gave a number alone
 * @param status of the HTTP answer, or the code of the error or close frame; 0 if there was none
 * @param message what, why and how to mend it
 * @param docs where more is said; null if nobody says more
 * @param retriable whether the same may succeed later
 * @param retryAfter how long the server asks to wait; null if it does not say
 */
public record Refusal(
        String code,
        int status,
        String message,
        @Nullable URI docs,
        boolean retriable,
        @Nullable Duration retryAfter) {}
