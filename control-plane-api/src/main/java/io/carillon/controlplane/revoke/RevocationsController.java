package io.carillon.controlplane.revoke;

import io.carillon.backplane.App;
import io.carillon.controlplane.app.Apps;
import io.carillon.controlplane.app.OwnedApps;
import io.carillon.controlplane.app.Projection;
import io.carillon.controlplane.management.Awaited;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Gate;
import io.carillon.controlplane.management.Page;
import io.carillon.controlplane.management.Permission;
import io.carillon.controlplane.management.Repetitions;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/apps/APP_ID/revocations}: which tokens of an app are no longer good. */
@Controller("/api/v1/apps/{app}/revocations")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RevocationsController {

    private final OwnedApps owned;
    private final Apps apps;
    private final Aims aims;
    private final RevocationKeeper keeper;
    private final Projection projection;
    private final Repetitions repetitions;

    RevocationsController(
            OwnedApps owned,
            Apps apps,
            Aims aims,
            RevocationKeeper keeper,
            Projection projection,
            Repetitions repetitions) {
        this.owned = owned;
        this.apps = apps;
        this.aims = aims;
        this.keeper = keeper;
        this.projection = projection;
        this.repetitions = repetitions;
    }

    /**
     * Lists revocations that are in force, blocks too, in the order of their ids.
     *
     * @param after the {@code next} of the page before
     * @param limit items of a page, 1 to 200; 50 if it is left out
     */
    @Get
    Page<RevocationView> listRevocations(
            Caller caller, String app, @Nullable @QueryValue String after, @Nullable @QueryValue Integer limit) {
        owned.require(caller, Permission.READ_KEYS, app);
        return keeper.list(app, after, Page.limit(limit));
    }

    /**
     * Revokes a token, or those of a user, of a key, or all, that were issued before a moment. The answer is what is in force then: if
     * more was revoked already, that.
     */
    @Post
    @Status(HttpStatus.CREATED)
    HttpResponse<RevocationView> revokeTokens(
            Caller caller, String app, @Body NewRevocation revocation, HttpRequest<?> request) {
        owned.require(caller, Permission.MANAGE_KEYS, app);
        App known = Awaited.of(apps.byId(app))
                .orElseThrow(() -> Gate.absent("app " + InvalidValueException.quote(app) + " on the nodes"));
        // Before the transaction: keys of an issuer may have to be fetched.
        Aim aim = Awaited.of(aims.of(revocation, known));
        RevocationView made = repetitions.once(
                request,
                caller,
                revocation,
                RevocationView.class,
                () -> keeper.revoke(
                        caller.actor(), app, aim, Moments.find("issued_before", revocation.issuedBefore())));
        projection.bring(app);
        return HttpResponse.created(made, URI.create("/api/v1/apps/" + app + "/revocations/" + made.id()));
    }

    /** Takes a revocation back: what it refused is good again, if its time is not over. */
    @Delete("/{revocation}")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> removeRevocation(Caller caller, String app, String revocation) {
        owned.require(caller, Permission.MANAGE_KEYS, app);
        keeper.remove(caller.actor(), app, revocation);
        projection.bring(app);
        return HttpResponse.noContent();
    }
}
