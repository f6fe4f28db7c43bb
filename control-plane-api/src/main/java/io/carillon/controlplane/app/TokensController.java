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
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;

/** {@code /api/v1/apps/APP_ID/tokens}: the bearer tokens with which servers publish and ask. */
@Controller("/api/v1/apps/{app}/tokens")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TokensController {

    private final TokenAdministration tokens;
    private final Projection projection;
    private final Repetitions repetitions;

    TokensController(TokenAdministration tokens, Projection projection, Repetitions repetitions) {
        this.tokens = tokens;
        this.projection = projection;
        this.repetitions = repetitions;
    }

    /** Lists an app's server tokens without their texts, the oldest first, those that were revoked too. */
    @Get
    Page<TokenView> listTokens(Caller caller, String app) {
        return new Page<>(tokens.list(caller, app), null);
    }

    /** Makes a server token; the answer has its text, which is shown this once. */
    @Post
    @Status(HttpStatus.CREATED)
    HttpResponse<TokenView> createToken(Caller caller, String app, @Body NewKey token, HttpRequest<?> request) {
        TokenView made =
                repetitions.once(request, caller, token, TokenView.class, () -> tokens.create(caller, app, token));
        projection.bring(app);
        return HttpResponse.created(made, URI.create("/api/v1/apps/" + made.app() + "/tokens/" + made.id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** Revokes a server token at once and for good. */
    @Post("/{token}/revoke")
    TokenView revokeToken(Caller caller, String app, String token) {
        TokenView revoked = tokens.revoke(caller, app, token);
        projection.bring(app);
        return revoked;
    }
}
