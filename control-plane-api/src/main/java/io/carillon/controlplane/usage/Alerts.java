package io.carillon.controlplane.usage;

import io.carillon.controlplane.database.Clearing;
import io.carillon.controlplane.management.Page;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once in each period that a quota is half used, nearly used, or used up. */
@Singleton
class Alerts implements Clearing {

    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    private static final int[] THRESHOLDS = {50, 80, 100};
    private static final Duration KEPT = Duration.ofDays(400);

    private final AlertRows rows;
    private final InstantSource clock;

    // So that the database is not asked every few seconds for what was told already.
    private final Set<Told> told = new HashSet<>();

    private record Told(String subject, Quota quota, Instant since, int threshold) {}

    Alerts(AlertRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Looks whether there is something to tell. Called by one thread. */
    void look(Subject subject, String organisation, Standing standing) {
        for (int threshold : THRESHOLDS) {
            if (standing.hasReached(threshold)) {
                var now = new Told(subject.text(), standing.quota(), standing.since(), threshold);
                if (!told.contains(now)) {
                    tell(subject, organisation, standing, threshold);
                    told.add(now);
                }
            }
        }
    }

    private void tell(Subject subject, String organisation, Standing standing, int threshold) {
        String quota = standing.quota().word();
        if (rows.existsBySubjectAndQuotaAndPeriodStartedAtAndThreshold(
                subject.text(), quota, standing.since(), threshold)) {
            return;
        }
        rows.save(new AlertRow(
                null,
                subject.text(),
                organisation,
                subject instanceof Subject.OfApp ? subject.id() : null,
                quota,
                standing.since(),
                threshold,
                standing.used(),
                standing.allowed(),
                standing.hard(),
                clock.instant()));
        LOG.warn(
                "{} has used {} % of {}: {} of {}, until {}",
                subject.text(), threshold, quota, standing.used(), standing.allowed(), standing.until());
    }

    /**
     * A part of somebody's alerts, the newest first.
     *
     * @throws InvalidValueException {@code page_after_invalid}
     */
    Page<AlertView> page(Subject subject, @Nullable String after, int limit) {
        long before = after == null ? Long.MAX_VALUE : id(after);
        List<AlertRow> found = subject instanceof Subject.OfApp
                ? rows.pageOfSubject(subject.text(), before, limit + 1)
                : rows.pageOfOrganisation(subject.id(), before, limit + 1);
        return Page.of(found, limit, row -> String.valueOf(row.id())).map(AlertView::of);
    }

    private static long id(String after) {
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException notOurs) {
            throw new InvalidValueException(
                    "page_after_invalid",
                    "after is " + InvalidValueException.quote(after) + "; it must be the next of the page before.");
        }
    }

    /** Forgets what is older than a year and a bit, and what was told in periods that are over. */
    @Override
    @Transactional
    public void forgetOld() {
        Instant now = clock.instant();
        rows.deleteByCreatedAtBefore(now.minus(KEPT));
        told.removeIf(one -> one.since().isBefore(one.quota().start(now)));
    }
}
