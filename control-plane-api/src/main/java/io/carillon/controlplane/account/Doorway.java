package io.carillon.controlplane.account;

import io.carillon.controlplane.account.Sessions.Begun;
import io.carillon.controlplane.account.SignIn.Place;
import io.carillon.controlplane.management.CallerSource.Origin;
import io.carillon.controlplane.people.People;
import io.carillon.controlplane.people.Person;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

/** Answers those who are let in. */
@Singleton
final class Doorway {

    private final SignIn signIn;
    private final Sessions sessions;
    private final Cookies cookies;
    private final Me me;
    private final People people;

    Doorway(SignIn signIn, Sessions sessions, Cookies cookies, Me me, People people) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.cookies = cookies;
        this.me = me;
        this.people = people;
    }

    /** From where a request comes; a browser that is new here gets a device cookie with its session. */
    Place place(Origin origin, HttpRequest<?> request) {
        String device = Cookies.device(request);
        return new Place(origin, Client.of(request), device.isEmpty() ? Cookies.freshDevice() : device);
    }

    /** A new session; the one that the browser had is over. */
    MutableHttpResponse<SignedInView> open(Person person, Place place, HttpRequest<?> request, String action) {
        sessions.find(Cookies.session(request)).ifPresent(old -> sessions.end(old.id(), old.personId()));
        Begun begun = signIn.begin(person, place, action);
        return cookies.withDevice(answer(person, begun, request), request, place.device());
    }

    /** The person as they are kept now. */
    Person newest(Person person) {
        return people.findById(person.id()).orElseThrow();
    }

    /** The same session under another cookie. */
    MutableHttpResponse<SignedInView> renew(Person person, SessionRow session, HttpRequest<?> request) {
        return answer(person, sessions.rotate(session), request);
    }

    private MutableHttpResponse<SignedInView> answer(Person person, Begun begun, HttpRequest<?> request) {
        String cookie = begun.cookie().reveal();
        return cookies.withSession(HttpResponse.ok(view(person, begun.row(), cookie)), request, begun.cookie());
    }

    HttpResponse<SignedInView> show(SignedIn signedIn) {
        return HttpResponse.ok(view(signedIn.person(), signedIn.session(), signedIn.cookie()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private SignedInView view(Person person, SessionRow row, String cookie) {
        return new SignedInView(
                row.id(), Sessions.csrfToken(cookie), row.createdAt().plus(Sessions.LONGEST), me.of(person));
    }
}
