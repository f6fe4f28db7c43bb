package io.carillon.controlplane.management;

import io.carillon.controlplane.management.CallerSource.Origin;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives controllers whose callers have not said who they are at least where they come from. */
@Singleton
final class OriginBinder implements TypedRequestArgumentBinder<Origin> {

    @Override
    public Argument<Origin> argumentType() {
        return Argument.of(Origin.class);
    }

    @Override
    public BindingResult<Origin> bind(ArgumentConversionContext<Origin> context, HttpRequest<?> request) {
        Origin origin = CallerFilter.originOf(request);
        return () -> Optional.of(origin);
    }
}
