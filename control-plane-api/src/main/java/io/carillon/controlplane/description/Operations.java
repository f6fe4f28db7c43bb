package io.carillon.controlplane.description;

import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpMethod;
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

    /** Each operation, and whether it is only for those who have said who they are. */
    Map<Operation, Boolean> all() {
        return routes().collect(
                        Collectors.toMap(Operations::operation, Operations::needsCaller, (one, other) -> one || other));
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

    private static boolean needsCaller(UriRouteInfo<?, ?> route) {
        return Arrays.stream(route.getTargetMethod().getArguments())
                .map(Argument::getType)
                .anyMatch(Principal.class::isAssignableFrom);
    }
}
