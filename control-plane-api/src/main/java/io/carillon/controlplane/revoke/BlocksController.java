package io.carillon.controlplane.revoke;

import io.carillon.controlplane.app.OwnedApps;
import io.carillon.controlplane.app.Projection;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Permission;
import io.carillon.controlplane.management.Repetitions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.time.InstantSource;

/** {@code /api/v1/apps/APP_ID/blocks}: who is kept out for a while. They are listed among the revocations. */
@Controller("/api/v1/apps/{app}/blocks")
@ExecuteOn(TaskExecutors.BLOCKING)
final class BlocksController {

    private final OwnedApps owned;
    private final RevocationKeeper keeper;
    private final Projection projection;
    private final Repetitions repetitions;
    private final InstantSource clock;

    BlocksController(
            OwnedApps owned,
            RevocationKeeper keeper,
            Projection projection,
            Repetitions repetitions,
            InstantSource clock) {
        this.owned = owned;
        this.keeper = keeper;
        this.projection = projection;
        this.repetitions = repetitions;
        this.clock = clock;
    }

    /** Keeps a user out until a moment: what was issued to the user, and what is until then, is refused. Takes the place of a block before. */
    @Post
    @Status(HttpStatus.CREATED)
    HttpResponse<RevocationView> blockUser(Caller caller, String app, @Body NewBlock block, HttpRequest<?> request) {
        owned.require(caller, Permission.MANAGE_KEYS, app);
        Aim user = Aim.atUser(block.whom());
        RevocationView made = repetitions.once(
                request,
                caller,
                block,
                RevocationView.class,
                () -> keeper.block(caller.actor(), app, user, block.end(clock.instant())));
        projection.bring(app);
        return HttpResponse.created(made, URI.create("/api/v1/apps/" + app + "/revocations/" + made.id()));
    }

    /**
     * Lets a user in again who was blocked; what was revoked stays so.
     *
     * @param user id of the user
     */
    @Delete
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> unblockUser(Caller caller, String app, @QueryValue String user) {
        owned.require(caller, Permission.MANAGE_KEYS, app);
        keeper.unblock(caller.actor(), app, Aim.atUser(user));
        projection.bring(app);
        return HttpResponse.noContent();
    }
}
