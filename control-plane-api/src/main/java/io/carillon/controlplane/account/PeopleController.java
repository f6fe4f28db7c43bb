package io.carillon.controlplane.account;

import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Page;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/people}: everybody who can sign in, to those who run the platform; and links for lost passwords. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PeopleController {

    private final PersonAdministration people;

    PeopleController(PersonAdministration people) {
        this.people = people;
    }

    /** Lists people, in the order of their ids; for operators. */
    @Get("/people")
    Page<PersonView> listPeople(
            Caller caller, @Nullable @QueryValue String after, @Nullable @QueryValue Integer limit) {
        return people.list(caller, after, limit);
    }

    /** Shows somebody; for operators. */
    @Get("/people/{person}")
    PersonView showPerson(Caller caller, String person) {
        return people.show(caller, person);
    }

    /** Makes somebody an operator or no longer, keeps somebody out or lets them in again; for operators. */
    @Patch("/people/{person}")
    PersonView changePerson(Caller caller, String person, @Body PersonChange change) {
        return people.change(caller, person, change);
    }

    /** Takes away somebody's second factor, for those who lost it; for operators. */
    @Post("/people/{person}/reset-second-factor")
    PersonView resetSecondFactor(Caller caller, String person) {
        return people.resetSecondFactor(caller, person);
    }

    /** Makes a link by which somebody chooses a new password; for operators. */
    @Post("/people/{person}/reset-link")
    @Status(HttpStatus.CREATED)
    HttpResponse<ResetLink> makeResetLink(Caller caller, String person) {
        return shownOnce(people.resetLink(caller, person));
    }

    /** Makes such a link for a member; for owners of the organisation. */
    @Post("/organisations/{organisation}/members/{person}/reset-link")
    @Status(HttpStatus.CREATED)
    HttpResponse<ResetLink> makeResetLinkOfMember(Caller caller, String organisation, String person) {
        return shownOnce(people.resetLink(caller, organisation, person));
    }

    private static HttpResponse<ResetLink> shownOnce(ResetLink link) {
        return HttpResponse.created(link).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
