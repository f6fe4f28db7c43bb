package io.carillon.controlplane.account;

import io.carillon.controlplane.management.CallerSource.Origin;
import io.carillon.controlplane.people.Person;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;

/** {@code /api/v1/setup}: the first sign-in of all. */
@Controller("/api/v1/setup")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SetupController {

    private final Setup setup;
    private final Doorway doorway;

    SetupController(Setup setup, Doorway doorway) {
        this.setup = setup;
        this.doorway = doorway;
    }

    /** Makes the first person, operator of the platform and owner of its organisation, and signs them in. */
    @Post
    HttpResponse<SignedInView> setUp(
            @Body SetupRequest asked, @Parameter(hidden = true) Origin origin, HttpRequest<?> request) {
        setup.check(asked, origin);
        Person person = setup.person(asked);
        setup.carryOut(asked, person, origin);
        return doorway.open(person, doorway.place(origin, request), request, "session.begin");
    }
}
