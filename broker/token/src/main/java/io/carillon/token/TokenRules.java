package io.carillon.token;

import io.carillon.protocol.InvalidValueException;
import java.time.Duration;

/**
 * What holds for tokens that are signed with an app key.
 *
 * @param skew how far the clocks of the app's servers and ours may differ; at most five minutes
 * @param maximumLifetime the longest time between {@code iat} and {@code exp}
 */
public record TokenRules(Duration skew, Duration maximumLifetime) {

    // Before the defaults, which are held to them.
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);
    private static final Duration MAX_LIFETIME = Duration.ofDays(400);

    /** Half a minute, and a day. */
    public static final TokenRules DEFAULTS = new TokenRules(Duration.ofSeconds(30), Duration.ofDays(1));

    /** @throws InvalidValueException {@code token_rules_invalid} */
    public TokenRules {
        check(skew, maximumLifetime);
    }

    static void check(Duration skew, Duration maximumLifetime) {
        if (skew.isNegative() || skew.compareTo(MAX_SKEW) > 0) {
            throw new InvalidValueException(
                    "token_rules_invalid",
                    "Clocks may be allowed to differ by 0 to 300 seconds, not by " + skew.toSeconds() + ".");
        }
        if (maximumLifetime.toSeconds() < 1 || maximumLifetime.compareTo(MAX_LIFETIME) > 0) {
            throw new InvalidValueException(
                    "token_rules_invalid", "The maximum lifetime of tokens must be between one second and 400 days.");
        }
    }
}
