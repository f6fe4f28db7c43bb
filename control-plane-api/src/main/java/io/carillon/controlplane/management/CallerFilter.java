package io.carillon.controlplane.management;

import io.carillon.controlplane.audit.Actor.Via;
import io.carillon.controlplane.management.CallerSource.CsrfProof;
import io.carillon.controlplane.management.CallerSource.Origin;
import io.carillon.controlplane.problem.Problem;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls. A request that shows nothing passes: whether that is enough is for the method that answers it, which gets no
 * {@link Caller} then. One that shows something wrong goes no further.
 */
@ServerFilter("/api/v1/**")
final class CallerFilter {

    static final String ATTRIBUTE = "carillon.caller";

    private static final String BEARER = "Bearer ";

    private final List<CallerSource> sources;

    CallerFilter(List<CallerSource> sources) {
        this.sources = sources;
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    void identify(HttpRequest<?> request) {
        String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            request.setAttribute(ATTRIBUTE, ofToken(header, originOf(request)));
            return;
        }
        OwnPages.check(request);
        String cookie = request.getCookies()
                .findCookie(SessionCookie.NAME)
                .map(Cookie::getValue)
                .orElse(null);
        if (cookie != null) {
            ofSession(cookie, request).ifPresent(caller -> request.setAttribute(ATTRIBUTE, caller));
        }
    }

    private Caller ofToken(String header, Origin origin) {
        if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw Problem.AUTHENTICATION_REQUIRED.because(
                    "The header Authorization is not understood here. Send Authorization: Bearer API_TOKEN.");
        }
        String token = header.substring(BEARER.length()).trim();
        return sources.stream()
                .flatMap(source -> source.ofToken(token, origin).stream())
                .findFirst()
                .orElseThrow(() -> Problem.API_TOKEN_UNKNOWN.because(
                        "The token is no API token of this platform, has ended or was revoked. Server tokens of apps, which"
                                + " publish, are others."));
    }

    /** A session that is over is none: the page signs in again, and needs no refusal for that. */
    private Optional<Caller> ofSession(String cookie, HttpRequest<?> request) {
        CsrfProof proof = OwnPages.mayChange(request)
                ? new CsrfProof.Shown(orEmpty(request.getHeaders().get(SessionCookie.CSRF_HEADER)))
                : new CsrfProof.NotNeeded();
        return sources.stream()
                .flatMap(source -> source.ofSession(cookie, proof, originOf(request)).stream())
                .findFirst();
    }

    /** Where a request comes from. */
    static Origin originOf(HttpRequest<?> request) {
        String said = orEmpty(request.getHeaders().get("X-Carillon-Client")).toLowerCase(Locale.ROOT);
        Via via = said.equals("cli") ? Via.CLI : said.equals("console") ? Via.CONSOLE : Via.API;
        return new Origin(request.getRemoteAddress().getAddress().getHostAddress(), via);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
