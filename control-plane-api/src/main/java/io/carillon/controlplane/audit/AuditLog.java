package io.carillon.controlplane.audit;

import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Writes the log. */
@Singleton
public class AuditLog {

    private static final int LONGEST = 200;

    private final AuditEntries entries;
    private final InstantSource clock;

    AuditLog(AuditEntries entries, InstantSource clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /**
     * What it is about.
     *
     * @param organisation its id; null if it concerns the whole platform
     * @param app its id; null if it is about none
     * @param action a stable word, as in {@code app.create}
     * @param subject what was changed, as in {@code key 278d425bdf160c739803}
     */
    public record About(
            @Nullable String organisation, @Nullable String app, String action, String subject) {}

    /** Something was changed. Part of the transaction that changes it: both are kept or neither. */
    @Transactional
    public void done(Actor actor, About about, Changes changes) {
        entries.save(entry(actor, about, "done", changes, false));
    }

    /** Something was refused. Kept whatever becomes of the transaction in which it was asked for. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void refused(Actor actor, About about, String why) {
        entries.save(entry(actor, about, "refused", because(why), false));
    }

    /**
     * The same to somebody who is not in the organisation that it is about. Its members are told that it happened, and not who it was:
     * a mistyped id must not tell one tenant of another.
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void refusedToOutsider(Actor actor, About about, String why) {
        entries.save(entry(actor, about, "refused", because(why), true));
    }

    private static Changes because(String why) {
        return Changes.none().field("refused", null, why);
    }

    private AuditEntry entry(Actor actor, About about, String outcome, Changes changes, boolean byOutsider) {
        return new AuditEntry(
                null,
                clock.instant(),
                about.organisation(),
                about.app(),
                actor.kind().word(),
                actor.id(),
                cut(actor.name()),
                actor.via().word(),
                actor.address(),
                about.action(),
                cut(about.subject()),
                outcome,
                changes.json(),
                byOutsider);
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
