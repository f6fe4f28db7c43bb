package io.carillon.controlplane.revoke;

import io.carillon.backplane.Revocation.Kind;
import io.carillon.controlplane.app.ChangedApps;
import io.carillon.controlplane.app.OwnedApps.Owned;
import io.carillon.controlplane.app.RevocationRow;
import io.carillon.controlplane.app.RevocationRows;
import io.carillon.controlplane.audit.Actor;
import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.audit.Changes;
import io.carillon.controlplane.database.Ids;
import io.carillon.controlplane.management.Gate;
import io.carillon.controlplane.management.Page;
import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps revocations, of apps of which it is known that the caller may. Whoever calls brings the app to the nodes afterwards.
 *
 * <p>What takes in another takes its place: whoever revokes the same user every minute has one revocation. Blocks stand by
 * themselves, so that the end of one does not bring back what was revoked.
 */
@Singleton
class RevocationKeeper {

    /** They travel with the app to every node. */
    static final int MOST_REVOCATIONS = 10_000;

    private final RevocationRows rows;
    private final ChangedApps changed;
    private final Lifetimes lifetimes;
    private final AuditLog audit;
    private final InstantSource clock;

    RevocationKeeper(
            RevocationRows rows, ChangedApps changed, Lifetimes lifetimes, AuditLog audit, InstantSource clock) {
        this.rows = rows;
        this.changed = changed;
        this.lifetimes = lifetimes;
        this.audit = audit;
        this.clock = clock;
    }

    Page<RevocationView> list(String app, @Nullable String after, int most) {
        return Page.of(rows.pageOf(app, clock.instant(), after == null ? "" : after, most + 1), most, RevocationRow::id)
                .map(RevocationView::of);
    }

    /**
     * Revokes.
     *
     * @param issuedBefore null for now
     * @return what is in force then: the new revocation, or one that takes it in
     */
    @Transactional
    RevocationView revoke(Actor actor, String app, Aim aim, @Nullable Instant issuedBefore) {
        Owned owned = mark(app);
        Instant now = now();
        Duration longest = lifetimes.longest(owned.app());
        RevocationRow wanted = aim.kind() == Kind.TOKEN
                ? ofToken(actor, owned, aim, longest, now)
                : of(actor, owned, aim, longest, issuedBefore, now);
        for (RevocationRow other : rows.findAlike(app, wanted.kind(), wanted.subject(), false, now)) {
            if (takesIn(other, wanted)) {
                return RevocationView.of(other);
            }
            if (takesIn(wanted, other)) {
                rows.remove(other.id());
            }
        }
        return keep(actor, owned, wanted, "revocation.create", aim.words(), now);
    }

    /** One token is refused whenever it was issued: the clock of who issued it may be ahead. */
    private static RevocationRow ofToken(Actor actor, Owned app, Aim aim, Duration longest, Instant now) {
        Instant ends = aim.ends();
        Instant until = ends == null ? now.plus(longest).plus(Lifetimes.SKEW) : ends;
        return row(actor, app, aim, false, until, until, now);
    }

    private static RevocationRow of(
            Actor actor, Owned app, Aim aim, Duration longest, @Nullable Instant issuedBefore, Instant now) {
        Instant before = issuedBefore == null ? now : issuedBefore;
        if (before.isAfter(now.plus(Lifetimes.SKEW))) {
            throw Problem.VALUE_OUT_OF_RANGE.because("issued_before is " + before
                    + ", which lies in the future. To keep a user out until then, block the user.");
        }
        Instant until = before.plus(longest);
        if (!until.isAfter(now)) {
            throw Problem.VALUE_OUT_OF_RANGE.because("issued_before is " + before
                    + ": tokens that were issued before are all over by now, so there is nothing to revoke.");
        }
        return row(actor, app, aim, false, before, until, now);
    }

    /** Keeps a user out until a moment, in the place of all blocks before. */
    @Transactional
    RevocationView block(Actor actor, String app, Aim user, Instant until) {
        Owned owned = mark(app);
        Instant now = now();
        removeBlocks(owned, user, now);
        return keep(actor, owned, row(actor, owned, user, true, until, until, now), "user.block", user.words(), now);
    }

    /** Lets a user in again; what was revoked stays so. */
    @Transactional
    int unblock(Actor actor, String app, Aim user) {
        Owned owned = mark(app);
        int ended = removeBlocks(owned, user, now());
        if (ended > 0) {
            audit.done(actor, about(owned, "user.unblock", user.words()), Changes.none());
        }
        return ended;
    }

    private int removeBlocks(Owned app, Aim user, Instant now) {
        var blocks = rows.findAlike(app.app(), RevocationRow.word(user.kind()), user.subject(), true, now);
        blocks.forEach(block -> rows.remove(block.id()));
        return blocks.size();
    }

    /** Takes one back: what it refused is good again, if its time is not over. */
    @Transactional
    void remove(Actor actor, String app, String id) {
        Owned owned = mark(app);
        RevocationRow row = rows.findByIdAndAppId(id, owned.app())
                .filter(found -> found.untilAt().isAfter(now()))
                .orElseThrow(() -> Gate.absent("revocation " + InvalidValueException.quote(id) + " of app "
                        + InvalidValueException.quote(app)));
        rows.remove(id);
        String words = (row.kind() + " " + row.subject()).strip();
        audit.done(
                actor,
                about(owned, "revocation.remove", words),
                Changes.none().field("issued_before", row.beforeAt(), null).field("until", row.untilAt(), null));
    }

    /** Forgets those of an app that were over at this moment. */
    @Transactional
    void forget(String app, Instant moment) {
        changed.mark(app);
        rows.removeOver(app, moment);
    }

    private RevocationView keep(Actor actor, Owned app, RevocationRow row, String action, String subject, Instant now) {
        // The way out of too many must be open when there are too many.
        boolean all = row.kind().equals(RevocationRow.word(Kind.ALL));
        if (!all && rows.countInForce(app.app(), now) >= MOST_REVOCATIONS) {
            throw Problem.REVOCATIONS_TOO_MANY.because(
                    "The app has " + MOST_REVOCATIONS
                            + " revocations in force, which is as many as it may. Revoke all tokens at once, with {\"all\":true,\"issued_before\":\"...\"},"
                            + " take some back, or make tokens for shorter times: revocations end when no token is left that they could refuse.");
        }
        RevocationRow kept = rows.save(row);
        audit.done(
                actor,
                about(app, action, subject),
                Changes.none().field("issued_before", null, kept.beforeAt()).field("until", null, kept.untilAt()));
        return RevocationView.of(kept);
    }

    private static boolean takesIn(RevocationRow one, RevocationRow other) {
        return !one.beforeAt().isBefore(other.beforeAt()) && !one.untilAt().isBefore(other.untilAt());
    }

    private static RevocationRow row(
            Actor actor, Owned app, Aim aim, boolean blocks, Instant before, Instant until, Instant now) {
        return new RevocationRow(
                Ids.of("rev"),
                app.app(),
                RevocationRow.word(aim.kind()),
                aim.subject(),
                blocks,
                before,
                until,
                now,
                actor.name());
    }

    private Owned mark(String app) {
        return changed.mark(app).orElseThrow(() -> Gate.absent("app " + InvalidValueException.quote(app)));
    }

    /** To what every database keeps. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static About about(Owned app, String action, String subject) {
        return new About(app.organisation(), app.app(), action, subject);
    }
}
