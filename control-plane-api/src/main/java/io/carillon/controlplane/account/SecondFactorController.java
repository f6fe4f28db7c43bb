package io.carillon.controlplane.account;

import io.carillon.controlplane.credential.Password;
import io.carillon.controlplane.credential.Slowdown;
import io.carillon.controlplane.credential.Slowdown.Door;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.CallerSource.Origin;
import io.carillon.controlplane.people.Person;
import io.carillon.protocol.signature.Secret;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code /api/v1/me/second-factor}: codes of an authenticator app, asked for when the person signs in. */
@Controller("/api/v1/me/second-factor")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SecondFactorController {

    private static final int FREE = 5;

    private final OwnAccount account;
    private final SignIn signIn;
    private final Doorway doorway;
    private final Slowdown slowdown;

    SecondFactorController(OwnAccount account, SignIn signIn, Doorway doorway, Slowdown slowdown) {
        this.account = account;
        this.signIn = signIn;
        this.doorway = doorway;
        this.slowdown = slowdown;
    }

    /** Begins to set one up; takes the password. Nothing is asked for before it is confirmed. */
    @Post
    HttpResponse<Enrolment> enrolSecondFactor(
            SignedIn signedIn, Caller caller, @Parameter(hidden = true) Origin origin, @Body PasswordProof proof) {
        confirm(signedIn, proof, origin);
        Secret secret = account.enrol(caller, signedIn.person());
        return HttpResponse.ok(new Enrolment(secret.reveal(), uri(signedIn.person(), secret)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static String uri(Person person, Secret secret) {
        String email = URLEncoder.encode(person.email(), StandardCharsets.UTF_8);
        return "otpauth://totp/Carillon:" + email + "?secret=" + secret.reveal()
                + "&issuer=Carillon&algorithm=SHA1&digits=6&period=30";
    }

    /** Shows that the app has it. From then on a code is asked for; all other sessions are over, and this one has a new cookie. */
    @Post("/confirm")
    HttpResponse<RecoveryCodes> confirmSecondFactor(
            SignedIn signedIn, Caller caller, @Body CodeProof proof, HttpRequest<?> request) {
        List<Door> doors = List.of(Door.of("enrol", signedIn.person().id(), FREE));
        slowdown.count(doors);
        List<String> codes = account.confirmSecondFactor(caller, signedIn, proof.code());
        slowdown.forget(doors.get(0));
        return renewed(signedIn, request, codes);
    }

    /** Makes other recovery codes; takes the password. Those before count no more. */
    @Post("/recovery-codes")
    HttpResponse<RecoveryCodes> makeRecoveryCodes(
            SignedIn signedIn, Caller caller, @Parameter(hidden = true) Origin origin, @Body PasswordProof proof) {
        confirm(signedIn, proof, origin);
        return HttpResponse.ok(new RecoveryCodes(account.freshRecoveryCodes(caller, signedIn.person()), null))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** Asks for codes no longer; takes the password. */
    @Post("/disable")
    HttpResponse<SignedInView> disableSecondFactor(
            SignedIn signedIn,
            Caller caller,
            @Parameter(hidden = true) Origin origin,
            @Body PasswordProof proof,
            HttpRequest<?> request) {
        confirm(signedIn, proof, origin);
        account.disableSecondFactor(caller, signedIn);
        return doorway.renew(doorway.newest(signedIn.person()), signedIn.session(), request);
    }

    private HttpResponse<RecoveryCodes> renewed(SignedIn signedIn, HttpRequest<?> request, List<String> codes) {
        var renewed = doorway.renew(signedIn.person(), signedIn.session(), request);
        SignedInView view = renewed.body();
        return renewed.body(new RecoveryCodes(codes, view == null ? null : view.csrfToken()));
    }

    private void confirm(SignedIn signedIn, PasswordProof proof, Origin origin) {
        signIn.confirm(signedIn.person(), Password.typed("password", proof.password()), origin);
    }
}
