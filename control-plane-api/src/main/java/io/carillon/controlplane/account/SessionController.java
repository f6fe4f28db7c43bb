package io.carillon.controlplane.account;

import io.carillon.controlplane.account.SignIn.Place;
import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.audit.Changes;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.CallerSource.Origin;
import io.carillon.controlplane.management.Gate;
import io.carillon.controlplane.management.Page;
import io.carillon.controlplane.people.Person;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;

/** {@code /api/v1/session} is the one that asks, {@code /api/v1/sessions} are all of the same person. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SessionController {

    private final SignIn signIn;
    private final Sessions sessions;
    private final Doorway doorway;
    private final Cookies cookies;
    private final AuditLog audit;

    SessionController(SignIn signIn, Sessions sessions, Doorway doorway, Cookies cookies, AuditLog audit) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.doorway = doorway;
        this.cookies = cookies;
        this.audit = audit;
    }

    /** Signs in. The answer sets the cookie, and has the token that goes with it. */
    @Post("/session")
    HttpResponse<SignedInView> beginSession(
            @Body SignInRequest shown, @Parameter(hidden = true) Origin origin, HttpRequest<?> request) {
        Place place = doorway.place(origin, request);
        Person person = signIn.check(shown, place);
        return doorway.open(person, place, request, "session.begin");
    }

    /** Shows the session, and the token that goes with it. */
    @Get("/session")
    HttpResponse<SignedInView> showSession(SignedIn signedIn) {
        return doorway.show(signedIn);
    }

    /** Signs out. */
    @Delete("/session")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> endSession(SignedIn signedIn, Caller caller, HttpRequest<?> request) {
        sessions.end(signedIn.session().id(), signedIn.person().id());
        audit.done(caller.actor(), about(signedIn.session().id()), Changes.none());
        return cookies.withoutSession(HttpResponse.noContent(), request);
    }

    /** Lists where the person is signed in, the newest first. */
    @Get("/sessions")
    Page<SessionView> listSessions(SignedIn signedIn) {
        return new Page<>(
                sessions.of(signedIn.person().id()).stream()
                        .map(row -> new SessionView(
                                row.id(),
                                row.createdAt(),
                                row.lastSeenAt(),
                                row.address(),
                                row.client(),
                                row.id().equals(signedIn.session().id())))
                        .toList(),
                null);
    }

    /** Ends one session of the person. */
    @Delete("/sessions/{session}")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> endSessionOf(SignedIn signedIn, Caller caller, String session) {
        if (!sessions.end(session, signedIn.person().id())) {
            throw Gate.absent("session " + InvalidValueException.quote(session));
        }
        audit.done(caller.actor(), about(session), Changes.none());
        return HttpResponse.noContent();
    }

    /** Signs out everywhere, here too. */
    @Delete("/sessions")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<Void> endAllSessions(SignedIn signedIn, Caller caller, HttpRequest<?> request) {
        sessions.endAll(signedIn.person().id());
        audit.done(
                caller.actor(),
                new About(
                        null,
                        null,
                        "session.end_all",
                        "person " + signedIn.person().id()),
                Changes.none());
        return cookies.withoutSession(HttpResponse.noContent(), request);
    }

    private static About about(String session) {
        return new About(null, null, "session.end", "session " + session);
    }
}
