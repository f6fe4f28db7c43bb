package io.carillon.controlplane.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.backplane.Exhausted;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the message quotas of an app or an organisation stand.
 *
 * @param app whose, if it is one app's
 * @param organisation whose, if it is an organisation's
 * @param exhausted what keeps an app from publishing just now; null if nothing does
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record QuotaView(
        @Nullable String app,
        @Nullable String organisation,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<Item> quotas,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable UsedUp exhausted) {

    /**
     * One quota.
     *
     * @param quota {@code messages_per_day} or {@code messages_per_month}
     * @param used messages in and out so far
     * @param allowed null if there is no quota
     * @param percent used, rounded down; null if there is no quota
     * @param hard whether nothing more is accepted when all is used
     * @param resetsAt when all may be used anew
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Item(
            String quota,
            long used,
            @Nullable Long allowed,
            @Nullable Integer percent,
            boolean hard,
            Instant resetsAt) {

        static Item of(Standing standing) {
            boolean limited = standing.allowed() > 0;
            return new Item(
                    standing.quota().word(),
                    standing.used(),
                    limited ? Long.valueOf(standing.allowed()) : null,
                    limited ? Integer.valueOf(standing.percent()) : null,
                    standing.hard(),
                    standing.until());
        }
    }

    /**
     * What is used up.
     *
     * @param quota of the app, or with {@code organisation_} in front of its organisation
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record UsedUp(String quota, long allowed, Instant until) {

        static @Nullable UsedUp of(@Nullable Exhausted exhausted, Instant now) {
            return exhausted == null || !exhausted.holds(now)
                    ? null
                    : new UsedUp(exhausted.quota(), exhausted.allowed(), exhausted.until());
        }
    }
}
