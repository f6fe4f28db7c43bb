package io.carillon.client.management;

import io.carillon.protocol.AppId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of the audit log are asked for; what is null is any.
 *
 * <pre>{@code
 * AuditQuestion.any().about("1000").action("app.change").from(yesterday);
 * }</pre>
 *
 * @param app that they are about
 * @param action its word
 * @param actor id or name of who did it
 * @param from the first moment
 * @param to the moment up to which
 */
public record AuditQuestion(
        @Nullable AppId app,
        @Nullable String action,
        @Nullable String actor,
        AuditEntry.@Nullable Outcome outcome,
        @Nullable Instant from,
        @Nullable Instant to) {

    private static final AuditQuestion ANY = new AuditQuestion(null, null, null, null, null, null);

    /** All lines. */
    public static AuditQuestion any() {
        return ANY;
    }

    /**
     * Of these, those about an app.
     *
     * @throws io.carillon.protocol.InvalidValueException {@code app_id_invalid}
     */
    public AuditQuestion about(String appId) {
        return new AuditQuestion(AppId.of(appId), action, actor, outcome, from, to);
    }

    /** Of these, those of an action, as {@code app.change}. */
    public AuditQuestion action(String word) {
        return new AuditQuestion(app, word, actor, outcome, from, to);
    }

    /** Of these, what somebody of this id or name did. */
    public AuditQuestion by(String idOrName) {
        return new AuditQuestion(app, action, idOrName, outcome, from, to);
    }

    /** Of these, what was done, or what was refused. */
    public AuditQuestion outcome(AuditEntry.Outcome only) {
        return new AuditQuestion(app, action, actor, only, from, to);
    }

    /** Of these, what happened from then on. */
    public AuditQuestion from(Instant beginning) {
        return new AuditQuestion(app, action, actor, outcome, beginning, to);
    }

    /** Of these, what happened up to then. */
    public AuditQuestion to(Instant end) {
        return new AuditQuestion(app, action, actor, outcome, from, end);
    }

    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        put(fields, "app", app);
        put(fields, "action", action);
        put(fields, "actor", actor);
        put(fields, "outcome", outcome == null ? null : outcome.word());
        put(fields, "from", from);
        put(fields, "to", to);
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
