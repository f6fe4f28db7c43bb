package io.carillon.controlplane.app;

import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Etag;
import io.carillon.controlplane.management.Page;
import io.carillon.controlplane.management.Repetitions;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/apps}: the apps of an organisation, their settings and channel rules. */
@Controller("/api/v1/apps")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AppsController {

    private final AppAdministration apps;
    private final Projection projection;
    private final Repetitions repetitions;

    AppsController(AppAdministration apps, Projection projection, Repetitions repetitions) {
        this.apps = apps;
        this.projection = projection;
        this.repetitions = repetitions;
    }

    /**
     * Lists apps, in the order of their ids.
     *
     * @param organisation whose; may be left out by callers who are in one alone
     * @param after the {@code next} of the page before
     * @param limit items of a page, 1 to 200; 50 if it is left out
     */
    @Get
    Page<AppView> listApps(
            Caller caller,
            @Nullable @QueryValue String organisation,
            @Nullable @QueryValue String after,
            @Nullable @QueryValue Integer limit) {
        return apps.list(caller, organisation, after, limit);
    }

    /** Makes an app, with a first key. */
    @Post
    @Status(HttpStatus.CREATED)
    HttpResponse<AppWithKey> createApp(Caller caller, @Body NewApp app, HttpRequest<?> request) {
        AppWithKey made = repetitions.once(request, caller, app, AppWithKey.class, () -> apps.create(caller, app));
        projection.bring(made.app().id());
        return HttpResponse.created(
                made, URI.create("/api/v1/apps/" + made.app().id()));
    }

    /** Shows an app with its settings. */
    @Get("/{app}")
    HttpResponse<AppView> showApp(Caller caller, String app) {
        AppView found = apps.show(caller, app);
        return Etag.ok(found, found.version());
    }

    /** Changes an app; fields that are left out stay as they are. */
    @Patch("/{app}")
    HttpResponse<AppView> changeApp(Caller caller, String app, @Body AppChange change, HttpRequest<?> request) {
        AppView changed = apps.change(caller, app, change, request);
        projection.bring(app);
        return Etag.ok(changed, changed.version());
    }

    /** Removes an app for good: its connections are closed, and its id and keys are never given again. */
    @Delete("/{app}")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> removeApp(Caller caller, String app, HttpRequest<?> request) {
        apps.remove(caller, app, request);
        projection.bring(app);
        return HttpResponse.noContent();
    }

    /** Shows an app's channel rules. */
    @Get("/{app}/rules")
    HttpResponse<RulesView> showRules(Caller caller, String app) {
        RulesView found = apps.rules(caller, app);
        return Etag.ok(found, found.version());
    }

    /** Puts other channel rules in the place of all that there are. */
    @Put("/{app}/rules")
    HttpResponse<RulesView> changeRules(Caller caller, String app, @Body Rules rules, HttpRequest<?> request) {
        RulesView changed = apps.changeRules(caller, app, rules, request);
        projection.bring(app);
        return Etag.ok(changed, changed.version());
    }

    /**
     * Tells which rule applies to a channel, and what holds for it.
     *
     * @param channel its name; it need not be there
     */
    @Get("/{app}/rules/match")
    HttpResponse<RuleMatch> matchRule(Caller caller, String app, @QueryValue String channel) {
        return HttpResponse.ok(apps.match(caller, app, channel)).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
