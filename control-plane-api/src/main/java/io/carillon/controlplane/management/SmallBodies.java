package io.carillon.controlplane.management;

import io.carillon.controlplane.problem.Problem;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Keeps out bodies that are larger than anything which is taken here, before they are read: most of these paths are open to those who
 * have not said who they are. Apps come with many rules, or many at once, and have the server's own limit.
 */
@ServerFilter("/api/v1/**")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SmallBodies {

    private static final String APPS = "/api/v1/apps";
    private static final long LARGEST = 16 * 1024;

    @RequestFilter
    void check(HttpRequest<?> request) {
        if (request.getPath().startsWith(APPS)) {
            return;
        }
        if (request.getContentLength() > LARGEST) {
            throw Problem.BODY_TOO_LARGE.because(
                    "The body is larger than the " + LARGEST + " bytes that are taken here.");
        }
        if (request.getHeaders().contains(HttpHeaders.TRANSFER_ENCODING)) {
            throw Problem.BODY_TOO_LARGE.because(
                    "How large the body is must be known before it comes: send Content-Length.");
        }
    }
}
