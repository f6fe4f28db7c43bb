package io.carillon.controlplane.account;

import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.people.People;
import io.carillon.controlplane.problem.Problem;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives controllers those who have signed in. By then the request has passed as one of the session's own pages. */
@Singleton
final class SignedInBinder implements TypedRequestArgumentBinder<SignedIn> {

    private final Sessions sessions;
    private final People people;

    SignedInBinder(Sessions sessions, People people) {
        this.sessions = sessions;
        this.people = people;
    }

    @Override
    public Argument<SignedIn> argumentType() {
        return Argument.of(SignedIn.class);
    }

    @Override
    public BindingResult<SignedIn> bind(ArgumentConversionContext<SignedIn> context, HttpRequest<?> request) {
        // Of the caller that the filter found, whatever else the request carries: a cookie beside a token proves
        // nothing.
        String person = Caller.of(request).person();
        String cookie = Cookies.session(request);
        SignedIn signedIn = sessions.find(cookie)
                .filter(row -> row.personId().equals(person))
                .flatMap(row -> people.findById(person).map(found -> new SignedIn(found, row, cookie)))
                .orElseThrow(() -> Problem.AUTHENTICATION_REQUIRED.because("The session is over. Sign in again."));
        return () -> Optional.of(signedIn);
    }
}
