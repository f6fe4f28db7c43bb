package io.carillon.controlplane.management;

import io.carillon.controlplane.problem.Problem;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives controllers their {@link Caller}. A method that asks for one is not called without. */
@Singleton
final class CallerBinder implements TypedRequestArgumentBinder<Caller> {

    @Override
    public Argument<Caller> argumentType() {
        return Argument.of(Caller.class);
    }

    @Override
    public BindingResult<Caller> bind(ArgumentConversionContext<Caller> context, HttpRequest<?> request) {
        Caller caller = request.getAttribute(CallerFilter.ATTRIBUTE, Caller.class)
                .orElseThrow(
                        () -> Problem.AUTHENTICATION_REQUIRED.because(
                                "Nobody has signed in. Send Authorization: Bearer API_TOKEN, or sign in and send the session's cookie."));
        return () -> Optional.of(caller);
    }
}
