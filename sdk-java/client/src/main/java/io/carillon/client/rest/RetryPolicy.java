package io.carillon.client.rest;

import io.carillon.client.http.Retries;
import io.carillon.client.time.Backoff;
import io.carillon.client.time.Timer;
import java.time.Duration;

/**
 * How often, and after which pauses, an event is sent again that may have been lost.
 *
 * @param attempts in all, the first included; 1 means never again
 * @param firstPause bound of the first pause; each is chosen by chance below a bound that doubles
 * @param longestPause the bound grows no further
 * @param longestRetryAfter a server that asks to wait longer is answered by giving up at once: the caller knows better what to do
 */
public record RetryPolicy(int attempts, Duration firstPause, Duration longestPause, Duration longestRetryAfter) {

    /** Four attempts, pauses of up to 250 ms, 500 ms and 1 s; a server may ask for up to 30 s. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(4, Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofSeconds(30));

    /** Every event is sent once. */
    public static final RetryPolicy NEVER =
            new RetryPolicy(1, Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofSeconds(30));

    /** @throws IllegalArgumentException if there is no attempt, or no pause */
    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException(attempts + " attempts are none: 1 or more.");
        }
        new Backoff(firstPause, longestPause);
    }

    Retries retries(Timer timer) {
        return new Retries(attempts, new Backoff(firstPause, longestPause), longestRetryAfter, timer);
    }
}
