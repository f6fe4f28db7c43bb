package io.carillon.controlplane.management;

import io.carillon.controlplane.problem.Problem;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps out what pages of other sites let a browser send. The browser says who made a request: {@code Sec-Fetch-Site} in those of
 * today, {@code Origin} in all; no page can make it say something else. Programs say neither.
 */
final class OwnPages {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private OwnPages() {}

    /** Whether the request may change something. */
    static boolean mayChange(HttpRequest<?> request) {
        return !READING.contains(request.getMethodName());
    }

    /** @throws io.carillon.controlplane.problem.Refusal {@code origin_refused} */
    static void check(HttpRequest<?> request) {
        String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        String site = request.getHeaders().get("Sec-Fetch-Site");
        // Behind a proxy that changes the host it is only Sec-Fetch-Site that tells.
        if (!mayChange(request) || "same-origin".equals(site) || (origin == null && site == null)) {
            return;
        }
        String host = request.getHeaders().get(HttpHeaders.HOST);
        if (site != null || origin == null || host == null || !hostOf(origin).equals(host.toLowerCase(Locale.ROOT))) {
            throw Problem.ORIGIN_REFUSED.because(
                    "A page of another site may not change anything here. Use the pages of this server; programs send a token and no Origin.");
        }
    }

    private static String hostOf(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException noUri) {
            return "";
        }
    }
}
