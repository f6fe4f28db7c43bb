package io.carillon.controlplane.account;

import io.carillon.controlplane.credential.Password;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.CallerSource.Origin;
import io.carillon.controlplane.people.Person;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;

/** {@code /api/v1/me}: who calls, and what they change of themselves. */
@Controller("/api/v1/me")
@ExecuteOn(TaskExecutors.BLOCKING)
final class MeController {

    private final Me me;
    private final OwnAccount account;
    private final SignIn signIn;
    private final Doorway doorway;

    MeController(Me me, OwnAccount account, SignIn signIn, Doorway doorway) {
        this.me = me;
        this.account = account;
        this.signIn = signIn;
        this.doorway = doorway;
    }

    /** Shows who calls, and what they are in which organisation. */
    @Get
    MeView showMe(Caller caller) {
        return me.of(caller);
    }

    /** Changes the own name. */
    @Patch
    MeView changeMe(SignedIn signedIn, Caller caller, @Body NameChange change) {
        return me.of(account.rename(caller, signedIn.person(), change.name()));
    }

    /** Changes the own password. All other sessions are over, and this one goes on under a new cookie. */
    @Post("/password")
    HttpResponse<SignedInView> changePassword(
            SignedIn signedIn,
            Caller caller,
            @Parameter(hidden = true) Origin origin,
            @Body PasswordChange change,
            HttpRequest<?> request) {
        Person person = signedIn.person();
        signIn.confirm(person, Password.typed("current_password", change.currentPassword()), origin);
        account.changePassword(caller, signedIn, account.hash(person, change));
        return doorway.renew(person, signedIn.session(), request);
    }
}
