package io.carillon.controlplane.account;

import io.carillon.controlplane.management.CallerSource.Origin;
import io.carillon.controlplane.people.Person;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;

/** {@code /api/v1/password-reset}: a new password for those who lost theirs and were given a link. */
@Controller("/api/v1/password-reset")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PasswordResetController {

    private final PasswordResets resets;

    PasswordResetController(PasswordResets resets) {
        this.resets = resets;
    }

    /** Sets the new password. All sessions of the person are over; they sign in with it. */
    @Post
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> resetPassword(@Body PasswordReset asked, @Parameter(hidden = true) Origin origin) {
        Person person = resets.owner(asked, origin);
        resets.carryOut(asked, person, resets.hash(asked, person), origin);
        return HttpResponse.noContent();
    }
}
