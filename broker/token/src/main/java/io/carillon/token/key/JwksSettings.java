package io.carillon.token.key;

import io.carillon.protocol.InvalidValueException;
import java.time.Duration;

/**
 * How key sets are fetched from where issuers publish them.
 *
 * @param refreshAfter age from which keys are fetched anew in the background, while those that are there go on serving
 * @param freshFor age from which a token waits for the fetch, unless the last one failed
 * @param keptFor how long keys serve while their URL fails
 * @param interval time between two fetches of one key set, in the long run
 * @param burst fetches of one key set that may follow each other at once, as when keys change twice
 * @param timeout for a whole fetch, from the question for the address to the last byte
 * @param maxBytes the greatest size of a key set
 * @param privateAddressesAllowed whether URLs may lead to this machine and to private networks; plain http is for this machine only
 * @param sources key sets that are kept at a time; the least recently used one gives way
 */
public record JwksSettings(
        Duration refreshAfter,
        Duration freshFor,
        Duration keptFor,
        Duration interval,
        int burst,
        Duration timeout,
        int maxBytes,
        boolean privateAddressesAllowed,
        int sources) {

    /** For the open internet. */
    public static final JwksSettings DEFAULTS = new JwksSettings(
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofHours(12),
            Duration.ofSeconds(30),
            5,
            Duration.ofSeconds(5),
            256 * 1024,
            false,
            10_000);

    /** @throws InvalidValueException {@code jwks_settings_invalid} */
    public JwksSettings {
        if (refreshAfter.compareTo(freshFor) > 0 || freshFor.compareTo(keptFor) > 0) {
            throw invalid("Key sets must be refreshed before they are stale, and stale before they are given up.");
        }
        if (interval.isNegative()
                || burst < 1
                || timeout.isNegative()
                || timeout.isZero()
                || maxBytes < 1
                || sources < 1) {
            throw invalid("burst, timeout, maxBytes and sources of key sets must be more than 0.");
        }
    }

    private static InvalidValueException invalid(String message) {
        return new InvalidValueException("jwks_settings_invalid", message);
    }

    /** The same, where URLs may or may not lead to private networks. */
    public JwksSettings withPrivateAddressesAllowed(boolean allowed) {
        return new JwksSettings(refreshAfter, freshFor, keptFor, interval, burst, timeout, maxBytes, allowed, sources);
    }

    /** The same, with another limit on the time of a fetch. */
    public JwksSettings withTimeout(Duration other) {
        return new JwksSettings(
                refreshAfter, freshFor, keptFor, interval, burst, other, maxBytes, privateAddressesAllowed, sources);
    }
}
