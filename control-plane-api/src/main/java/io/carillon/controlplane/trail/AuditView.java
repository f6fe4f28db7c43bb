package io.carillon.controlplane.trail;

import io.carillon.controlplane.audit.AuditEntry;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the audit log.
 *
 * @param id grows with each line
 * @param organisation null if it concerns the whole platform
 * @param app null if it is about none
 * @param actor who did it, or tried
 * @param via {@code console}, {@code api}, {@code cli} or {@code system}, as the client says
 * @param address of the network that it came from; empty if there is none, or if it is not for the reader
 * @param action a stable word, as {@code app.change}; of what was refused, the permission that it took
 * @param subject what it was done to, as {@code app 1234567890}
 * @param outcome {@code done} or {@code refused}
 * @param changes from what to what each field went; never a secret
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record AuditView(
        long id,
        Instant at,
        @Nullable String organisation,
        @Nullable String app,
        ActorView actor,
        String via,
        String address,
        String action,
        String subject,
        String outcome,

        @Schema(type = "object", implementation = Object.class)
        JsonNode changes) {

    /**
     * Who did something.
     *
     * @param kind {@code person}, {@code token}, {@code server}, {@code system}, {@code nobody} who has signed in, or {@code outsider}: somebody who
     *     is not in the organisation, and is no further business of its members
     * @param id stable; empty if there is none to show
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record ActorView(String kind, String id, String name) {

        private static final ActorView OUTSIDER = new ActorView("outsider", "", "somebody outside");
    }

    /**
     * As it is shown.
     *
     * @param outsiders whether the reader may know who outsiders are
     */
    static AuditView of(AuditEntry entry, boolean outsiders, ObjectMapper json) {
        boolean hidden = entry.byOutsider() && !outsiders;
        Long id = entry.id();
        return new AuditView(
                id == null ? 0 : id,
                entry.happenedAt(),
                entry.organisationId(),
                entry.appId(),
                hidden ? ActorView.OUTSIDER : new ActorView(entry.actorKind(), entry.actorId(), entry.actorName()),
                entry.via(),
                hidden ? "" : entry.address(),
                entry.action(),
                entry.subject(),
                entry.outcome(),
                tree(entry.changes(), json));
    }

    private static JsonNode tree(String changes, ObjectMapper json) {
        try {
            return json.readValue(changes, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException("what was written is read", e);
        }
    }
}
