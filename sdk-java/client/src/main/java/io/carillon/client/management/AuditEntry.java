package io.carillon.client.management;

import io.carillon.client.json.Json;
import io.carillon.protocol.AppId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of the audit log.
 *
 * @param id grows with each line
 * @param organisation the id of the one that it is about; null if it concerns the whole platform
 * @param app null if it is about none
 * @param via how the actor came: {@code console}, {@code api}, {@code cli} or {@code system}, as the client says
 * @param address of the network that it came from; empty if there is none, or if it is not for the reader
 * @param action a stable word, as {@code app.change}; of what was refused, the permission that it took
 * @param subject what it was done to, as {@code app 1234567890}
 * @param changes from what to what each field went, as JSON text: {@code {"name":{"from":"Shop","to":"Store"}}}; never a secret
 */
public record AuditEntry(
        long id,
        Instant at,
        @Nullable String organisation,
        @Nullable AppId app,
        Actor actor,
        String via,
        String address,
        String action,
        String subject,
        Outcome outcome,
        String changes) {

    /** What came of it. */
    public enum Outcome {
        /** It was done. */
        DONE,
        /** It was refused. */
        REFUSED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Outcome of(Json json) {
            return valueOf(Texts.required(json, "outcome").toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Who did it, or tried.
     *
     * @param id stable; empty if there is none to show
     * @param name as people know it
     */
    public record Actor(Kind kind, String id, String name) {

        /** What somebody is. */
        public enum Kind {
            /** Somebody who has signed in. */
            PERSON,
            /** A program with an API token. */
            TOKEN,
            /** A server of an app, with a key or server token. */
            SERVER,
            /** The platform itself. */
            SYSTEM,
            /** Nobody who has signed in. */
            NOBODY,
            /** Somebody who is not in the organisation, and is no further business of its members. */
            OUTSIDER
        }

        private static Actor of(Json json) {
            return new Actor(
                    Kind.valueOf(Texts.required(json, "kind").toUpperCase(Locale.ROOT)),
                    Texts.required(json, "id"),
                    Texts.required(json, "name"));
        }
    }

    static AuditEntry of(Json json) {
        return new AuditEntry(
                json.integer("id"),
                Texts.instant(json, "at"),
                json.text("organisation"),
                Texts.findApp(json, "app"),
                Actor.of(json.require("actor")),
                Texts.required(json, "via"),
                Texts.required(json, "address"),
                Texts.required(json, "action"),
                Texts.required(json, "subject"),
                Outcome.of(json),
                json.require("changes").source());
    }
}
