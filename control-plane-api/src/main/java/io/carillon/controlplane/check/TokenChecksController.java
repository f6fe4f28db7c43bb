package io.carillon.controlplane.check;

import io.carillon.backplane.App;
import io.carillon.controlplane.app.Apps;
import io.carillon.controlplane.app.OwnedApps;
import io.carillon.controlplane.management.Awaited;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Gate;
import io.carillon.controlplane.management.Permission;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** {@code /api/v1/apps/APP_ID/token-checks}: is a token good, whose is it, and what may it do. */
@Controller("/api/v1/apps/{app}/token-checks")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TokenChecksController {

    private final OwnedApps owned;
    private final Apps apps;
    private final TokenChecks checks;

    TokenChecksController(OwnedApps owned, Apps apps, TokenChecks checks) {
        this.owned = owned;
        this.apps = apps;
        this.checks = checks;
    }

    /** Tells whether a token is good, whose it is, what it may do and until when; or why it is refused. */
    @Post
    HttpResponse<TokenCheckView> checkToken(Caller caller, String app, @Body NewTokenCheck check) {
        owned.require(caller, Permission.READ_KEYS, app);
        App known = Awaited.of(apps.byId(app))
                .orElseThrow(() -> Gate.absent("app " + InvalidValueException.quote(app) + " on the nodes"));
        return HttpResponse.ok(Awaited.of(checks.of(check, known))).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
