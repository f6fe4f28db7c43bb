package io.carillon.controlplane.app;

import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Page;
import io.carillon.controlplane.management.Repetitions;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/apps/APP_ID/keys}: the key pairs of an app. */
@Controller("/api/v1/apps/{app}/keys")
@ExecuteOn(TaskExecutors.BLOCKING)
final class KeysController {

    private final KeyAdministration keys;
    private final Projection projection;
    private final Repetitions repetitions;

    KeysController(KeyAdministration keys, Projection projection, Repetitions repetitions) {
        this.keys = keys;
        this.projection = projection;
        this.repetitions = repetitions;
    }

    /** Lists an app's keys without their secrets, the oldest first, those that were revoked too. */
    @Get
    Page<KeyView> listKeys(Caller caller, String app) {
        return new Page<>(keys.list(caller, app), null);
    }

    /** Makes a key; the answer has its secret. */
    @Post
    @Status(HttpStatus.CREATED)
    HttpResponse<KeyView> createKey(Caller caller, String app, @Body NewKey key, HttpRequest<?> request) {
        KeyView made = repetitions.once(request, caller, key, KeyView.class, () -> keys.create(caller, app, key));
        projection.bring(app);
        return created(made);
    }

    /** Shows a key without its secret. */
    @Get("/{key}")
    KeyView showKey(Caller caller, String app, String key) {
        return keys.show(caller, app, key);
    }

    /** Shows a key with its secret, and notes that in the audit log. */
    @Post("/{key}/reveal")
    HttpResponse<KeyView> revealKey(Caller caller, String app, String key) {
        return HttpResponse.ok(keys.reveal(caller, app, key)).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** Changes name or scope of a key; fields that are left out stay as they are. */
    @Patch("/{key}")
    KeyView changeKey(Caller caller, String app, String key, @Body KeyChange change) {
        KeyView changed = keys.change(caller, app, key, change);
        projection.bring(app);
        return changed;
    }

    /** Makes a new key of the same scope; the old one stays active for the overlap, so that nothing is cut off. */
    @Post("/{key}/rotate")
    @Status(HttpStatus.CREATED)
    HttpResponse<KeyView> rotateKey(
            Caller caller, String app, String key, @Nullable @Body Rotation rotation, HttpRequest<?> request) {
        Rotation asked = rotation == null ? new Rotation(null) : rotation;
        KeyView made =
                repetitions.once(request, caller, asked, KeyView.class, () -> keys.rotate(caller, app, key, asked));
        projection.bring(app);
        return created(made);
    }

    /** Revokes a key at once and for good: connections that stand on it are closed, and its signatures count no more. */
    @Post("/{key}/revoke")
    KeyView revokeKey(Caller caller, String app, String key) {
        KeyView revoked = keys.revoke(caller, app, key);
        projection.bring(app);
        return revoked;
    }

    private static HttpResponse<KeyView> created(KeyView made) {
        return HttpResponse.created(made, URI.create("/api/v1/apps/" + made.app() + "/keys/" + made.key()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
