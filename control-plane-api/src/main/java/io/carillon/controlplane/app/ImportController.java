package io.carillon.controlplane.app;

import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Repetitions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/apps/import}: apps that come from elsewhere and keep their ids, keys and secrets. */
@Controller("/api/v1/apps/import")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ImportController {

    private final AppImport apps;
    private final Projection projection;
    private final Repetitions repetitions;

    ImportController(AppImport apps, Projection projection, Repetitions repetitions) {
        this.apps = apps;
        this.projection = projection;
        this.repetitions = repetitions;
    }

    /**
     * Makes apps with given ids, keys and secrets: all of them or, if one is refused, none.
     *
     * @param dryRun true to be told what would be made, and to make nothing
     */
    @Post
    @Status(HttpStatus.CREATED)
    HttpResponse<Imported> importApps(
            Caller caller,
            @Body AppsToImport apps,
            @Nullable @QueryValue("dry_run") Boolean dryRun,
            HttpRequest<?> request) {
        if (Boolean.TRUE.equals(dryRun)) {
            return HttpResponse.ok(this.apps.rehearse(caller, apps));
        }
        Imported made = repetitions.once(request, caller, apps, Imported.class, () -> this.apps.take(caller, apps));
        made.apps().forEach(app -> projection.bring(app.id()));
        return HttpResponse.status(HttpStatus.CREATED).body(made);
    }
}
