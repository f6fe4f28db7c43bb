package io.carillon.controlplane.tenant;

import io.carillon.controlplane.app.AppsOfOrganisation;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Etag;
import io.carillon.controlplane.management.Page;
import io.carillon.controlplane.management.Repetitions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/organisations}: who owns apps, and what the operator allows them. */
@Controller("/api/v1/organisations")
@ExecuteOn(TaskExecutors.BLOCKING)
final class OrganisationsController {

    private final OrganisationAdministration organisations;
    private final AppsOfOrganisation apps;
    private final Repetitions repetitions;

    OrganisationsController(
            OrganisationAdministration organisations, AppsOfOrganisation apps, Repetitions repetitions) {
        this.organisations = organisations;
        this.apps = apps;
        this.repetitions = repetitions;
    }

    /** Lists the caller's organisations, operators all there are, in the order of their ids. */
    @Get
    Page<OrganisationView> listOrganisations(
            Caller caller, @Nullable @QueryValue String after, @Nullable @QueryValue Integer limit) {
        return organisations.list(caller, after, limit);
    }

    /** Makes an organisation; for operators. */
    @Post
    @Status(HttpStatus.CREATED)
    HttpResponse<OrganisationView> createOrganisation(
            Caller caller, @Body NewOrganisation asked, HttpRequest<?> request) {
        OrganisationView made = repetitions.once(
                request, caller, asked, OrganisationView.class, () -> organisations.create(caller, asked));
        return HttpResponse.created(made, URI.create("/api/v1/organisations/" + made.id()));
    }

    /** Shows an organisation. */
    @Get("/{organisation}")
    HttpResponse<OrganisationView> showOrganisation(Caller caller, String organisation) {
        OrganisationView found = organisations.show(caller, organisation);
        return Etag.ok(found, found.version());
    }

    /** Changes an organisation's name; for owners. */
    @Patch("/{organisation}")
    HttpResponse<OrganisationView> changeOrganisation(
            Caller caller, String organisation, @Body OrganisationChange change, HttpRequest<?> request) {
        OrganisationView changed = organisations.change(caller, organisation, change, request);
        return Etag.ok(changed, changed.version());
    }

    /** Changes what an organisation may have at most, or suspends it with all its apps; for operators. */
    @Patch("/{organisation}/ceilings")
    HttpResponse<OrganisationView> changeCeilings(
            Caller caller, String organisation, @Body CeilingsChange change, HttpRequest<?> request) {
        OrganisationView changed = organisations.changeCeilings(caller, organisation, change, request);
        apps.bring(organisation);
        return Etag.ok(changed, changed.version());
    }

    /** Removes an organisation that has no apps; for owners. */
    @Delete("/{organisation}")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> removeOrganisation(Caller caller, String organisation, HttpRequest<?> request) {
        organisations.remove(caller, organisation, request);
        return HttpResponse.noContent();
    }
}
