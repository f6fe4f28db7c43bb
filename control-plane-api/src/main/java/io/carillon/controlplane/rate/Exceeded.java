package io.carillon.controlplane.rate;

import io.carillon.backplane.Allowances.Kind;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.carillon.protocol.AppId;
import io.micronaut.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What is said to who does more than an app may do each second. */
final class Exceeded {

    private Exceeded() {}

    /**
     * @param now in milliseconds since 1970
     * @param wait until there is enough again
     */
    static Refusal refusal(AppId app, Kind kind, int perSecond, long now, Duration wait) {
        String what = switch (kind) {
            case PUBLISHES -> "publish " + perSecond + " events per second, one for each channel that is named";
            case READS -> "ask " + perSecond + " times per second";
        };
        String limit = switch (kind) {
            case PUBLISHES -> "publishes_per_second";
            case READS -> "reads_per_second";
        };
        long seconds = roundedUp(wait);
        return Problem.RATE_LIMIT_EXCEEDED.because(
                "The limit " + limit + " is reached: all servers of app " + app + " together may " + what
                        + ". Try again in " + wait.toMillis() + " ms, and spread requests out; or raise the limit.",
                Map.of(
                        HttpHeaders.RETRY_AFTER,
                        Long.toString(seconds),
                        "X-RateLimit-Limit",
                        Integer.toString(perSecond),
                        "X-RateLimit-Remaining",
                        "0",
                        "X-RateLimit-Reset",
                        Long.toString(Instant.ofEpochMilli(now)
                                .plus(wait)
                                .plusMillis(999)
                                .getEpochSecond())));
    }

    private static long roundedUp(Duration time) {
        return time.plusMillis(999).toSeconds();
    }
}
