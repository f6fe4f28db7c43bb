package io.carillon.allinone.playground;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;

/** Shows the playground, and with it the secrets, to the developer at this machine alone. */
@ServerFilter({"/", "/playground", "/playground/**"})
final class Doorkeeper {

    private final PlaygroundSettings settings;

    Doorkeeper(PlaygroundSettings settings) {
        this.settings = settings;
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> check(HttpRequest<?> request) {
        var visitor = Visitor.of(settings, request);
        if (!visitor.asksForUs()) {
            return Refusals.refuse(
                    HttpStatus.MISDIRECTED_REQUEST,
                    "playground_host_unknown",
                    "The playground shows secrets, so it answers only to the names localhost, 127.0.0.1, [::1] and the address that"
                            + " Carillon listens on. Open it under one of these.");
        }
        if (!visitor.isLocal() && !settings.openToNetwork()) {
            return Refusals.refuse(
                    HttpStatus.FORBIDDEN,
                    "playground_not_local",
                    "The playground shows secrets, so it answers only to the machine it runs on. Start Carillon with --insecure if"
                            + " everybody on this network may see them.");
        }
        return null;
    }
}
