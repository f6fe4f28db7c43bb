package io.carillon.controlplane.issuer;

import io.carillon.controlplane.app.Projection;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Etag;
import io.carillon.controlplane.management.Page;
import io.carillon.controlplane.management.Repetitions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.Map;

/**
 * {@code /api/v1/apps/APP_ID/issuers}: whose tokens an app believes.
 *
 * <p>Bodies are taken as they stand, and read by those who read them on every node: what a name that stands twice means, or how many
 * digits a number has, is not for two readers to decide.
 */
@Controller("/api/v1/apps/{app}/issuers")
@ExecuteOn(TaskExecutors.BLOCKING)
final class IssuersController {

    private static final String SHAPE =
            "name (what its tokens have in iss), audiences, jwks_url or keys; and algorithms, claims, capabilities, scope, clock_skew and"
                    + " max_lifetime, which have defaults. docs/tokens.md tells of each.";

    private final IssuerAdministration issuers;
    private final Projection projection;
    private final Repetitions repetitions;

    IssuersController(IssuerAdministration issuers, Projection projection, Repetitions repetitions) {
        this.issuers = issuers;
        this.projection = projection;
        this.repetitions = repetitions;
    }

    /** Lists an app's trusted issuers, the oldest first. */
    @Get
    Page<IssuerView> listIssuers(Caller caller, String app) {
        return new Page<>(issuers.list(caller, app), null);
    }

    /** Lets the app believe the tokens of an issuer, such as an identity provider. */
    @Post
    @Status(HttpStatus.CREATED)
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<IssuerView> createIssuer(
            Caller caller,
            String app,
            @Body @Schema(implementation = Map.class, description = SHAPE) String issuer,
            HttpRequest<?> request) {
        IssuerView made =
                repetitions.once(request, caller, issuer, IssuerView.class, () -> issuers.create(caller, app, issuer));
        projection.bring(app);
        return HttpResponse.created(made, URI.create("/api/v1/apps/" + made.app() + "/issuers/" + made.id()));
    }

    /** Shows an issuer. */
    @Get("/{issuer}")
    HttpResponse<IssuerView> showIssuer(Caller caller, String app, String issuer) {
        IssuerView found = issuers.show(caller, app, issuer);
        return Etag.ok(found, found.version());
    }

    /** Puts another issuer in the place of one; fields that are left out are not there any more. */
    @Put("/{issuer}")
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<IssuerView> replaceIssuer(
            Caller caller,
            String app,
            String issuer,
            @Body @Schema(implementation = Map.class, description = SHAPE) String text,
            HttpRequest<?> request) {
        IssuerView now = issuers.replace(caller, app, issuer, text, request);
        projection.bring(app);
        return Etag.ok(now, now.version());
    }

    /** Removes an issuer: its tokens are not believed any more. */
    @Delete("/{issuer}")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> removeIssuer(Caller caller, String app, String issuer, HttpRequest<?> request) {
        issuers.remove(caller, app, issuer, request);
        projection.bring(app);
        return HttpResponse.noContent();
    }
}
