package io.carillon.controlplane.description;

import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import jakarta.inject.Singleton;
import java.security.Principal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the router answers under {@code /api/v1}. */
@Singleton
final class Operations {

    static final String ROOT = "/api/v1";

    private final Router router;

    Operations(Router router) {
        this.router = router;
    }

    /**
     * A path and a method that are answered.
     *
     * @param path as {@code /api/v1/apps/{app}}
     * @param method in lower case
     */
    record Operation(String path, String method) {}

    /**
     * What the method that answers must be given.
     *
     * @param caller whether it is only for those who have said who they are
     * @param request whether it looks at more than path, query and body, which are a version or an idempotency key
     */
    record Needs(boolean caller, boolean request) {}

    /** Each operation, and what the method that answers it must be given. */
    Map<Operation, Needs> all() {
        return routes().collect(Collectors.toMap(Operations::operation, Operations::needs, (one, other) -> one));
    }

    private Stream<UriRouteInfo<?, ?>> routes() {
        return router.uriRoutes()
                // The framework answers these wherever GET is answered, or pages of other origins ask.
                .filter(route ->
                        route.getHttpMethod() != HttpMethod.HEAD && route.getHttpMethod() != HttpMethod.OPTIONS)
                .filter(route -> path(route).startsWith(ROOT + "/"));
    }

    private static Operation operation(UriRouteInfo<?, ?> route) {
        return new Operation(path(route), route.getHttpMethodName().toLowerCase(Locale.ROOT));
    }

    private static String path(UriRouteInfo<?, ?> route) {
        return route.getUriMatchTemplate().toPathString();
    }

    private static Needs needs(UriRouteInfo<?, ?> route) {
        return new Needs(takes(route, Principal.class), takes(route, HttpRequest.class));
    }

    private static boolean takes(UriRouteInfo<?, ?> route, Class<?> type) {
        return Arrays.stream(route.getTargetMethod().getArguments())
                .map(Argument::getType)
                .anyMatch(type::isAssignableFrom);
    }
}
