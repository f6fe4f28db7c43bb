package io.carillon.controlplane.credential;

import io.carillon.controlplane.app.OwnedApps;
import io.carillon.controlplane.app.OwnedApps.Owned;
import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.audit.Changes;
import io.carillon.controlplane.database.Ids;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Gate;
import io.carillon.controlplane.management.Permission;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.secret.Texts;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.Secret;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes and revokes API tokens. Whether the caller may is for those to say who know whose they are. */
@Singleton
public class ApiTokens {

    /** How a person's begin. */
    public static final String PERSONAL = "carp_";

    /** How an organisation's begin. */
    public static final String OF_ORGANISATION = "caro_";

    private static final int MOST = 100;

    private final ApiTokenRows rows;
    private final OwnedApps apps;
    private final Revocations revocations;
    private final AuditLog audit;
    private final InstantSource clock;

    ApiTokens(ApiTokenRows rows, OwnedApps apps, Revocations revocations, AuditLog audit, InstantSource clock) {
        this.rows = rows;
        this.apps = apps;
        this.revocations = revocations;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Whose tokens.
     *
     * @param id of the person, or of the organisation
     */
    public record Holder(String id, boolean isPerson) {

        public static Holder person(String id) {
            return new Holder(id, true);
        }

        public static Holder organisation(String id) {
            return new Holder(id, false);
        }

        private @Nullable String organisation() {
            return isPerson ? null : id;
        }
    }

    /** Those that were revoked too, the oldest first. */
    public List<ApiTokenView> list(Holder holder) {
        return of(holder).stream()
                .map(row -> ApiTokenView.of(row, clock.instant(), null))
                .toList();
    }

    private List<ApiTokenRow> of(Holder holder) {
        return holder.isPerson() ? rows.findOfPerson(holder.id()) : rows.findOfOrganisation(holder.id());
    }

    /**
     * Makes one.
     *
     * @throws io.carillon.controlplane.problem.Refusal {@code state_conflict} if there are too many, {@code value_out_of_range} if it
     *     would be over already, {@code resource_not_found} if its app is none of the caller's
     */
    @Transactional
    public ApiTokenView create(Caller caller, Holder holder, NewApiToken asked) {
        Instant now = clock.instant();
        if (of(holder).stream().filter(row -> row.worksAt(now)).count() >= MOST) {
            throw Problem.STATE_CONFLICT.because(
                    "There are " + MOST + " tokens that work, which is as many as there may be. Revoke one first.");
        }
        Instant end = asked.endsAt();
        if (end != null && !end.isAfter(now)) {
            throw Problem.VALUE_OUT_OF_RANGE.because("ends_at is " + end + ", which is over already.");
        }
        Owned app = asked.app() == null ? null : app(caller, holder, asked.app());
        Secret text = Texts.fresh(holder.isPerson() ? PERSONAL : OF_ORGANISATION);
        ApiTokenRow row = rows.save(new ApiTokenRow(
                Ids.of("apt"),
                Texts.digest(text.reveal()),
                holder.isPerson() ? holder.id() : null,
                holder.organisation(),
                asked.role(),
                Boolean.TRUE.equals(asked.operator()),
                app == null ? null : app.app(),
                app == null ? null : app.organisation(),
                asked.name(),
                now,
                caller.actor().name(),
                end,
                null,
                null,
                null));
        audit.done(
                caller.actor(),
                about(row, "api_token.create"),
                Changes.none()
                        .field("name", null, row.name())
                        .field("role", null, row.role())
                        .field("operator", false, row.operator())
                        .field("app", null, row.appId())
                        .field("ends_at", null, end));
        return ApiTokenView.of(row, now, text.reveal());
    }

    private Owned app(Caller caller, Holder holder, String id) {
        Owned app = apps.require(caller, Permission.READ_APPS, id);
        if (!holder.isPerson() && !holder.id().equals(app.organisation())) {
            throw Gate.absent("app " + InvalidValueException.quote(id));
        }
        return app;
    }

    /**
     * It works no longer, here at once and everywhere within a second.
     *
     * @throws io.carillon.controlplane.problem.Refusal {@code resource_not_found}
     */
    @Transactional
    public ApiTokenView revoke(Caller caller, Holder holder, String id) {
        ApiTokenRow row =
                find(holder, id).orElseThrow(() -> Gate.absent("API token " + InvalidValueException.quote(id)));
        if (row.revokedAt() == null) {
            rows.revoke(id, clock.instant());
            audit.done(caller.actor(), about(row, "api_token.revoke"), Changes.none());
        }
        revocations.happened();
        return ApiTokenView.of(find(holder, id).orElse(row), clock.instant(), null);
    }

    private Optional<ApiTokenRow> find(Holder holder, String id) {
        return holder.isPerson()
                ? rows.findByIdAndPersonId(id, holder.id())
                : rows.findByIdAndOrganisationId(id, holder.id());
    }

    private static About about(ApiTokenRow row, String action) {
        return new About(row.organisationId(), row.appId(), action, "API token " + row.id());
    }
}
