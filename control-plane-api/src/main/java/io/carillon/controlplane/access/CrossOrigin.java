package io.carillon.controlplane.access;

import io.carillon.backplane.App;
import io.carillon.backplane.Origins;
import io.carillon.controlplane.exchange.Call;
import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Whether a page may ask in the name of an app, and what its browser is told about that: pages of the app's allowed origins, or
 * of any if it names none. Cookies are never looked at, so none are asked for.
 *
 * <p>Source: the Fetch standard, "CORS protocol".
 */
final class CrossOrigin {

    private static final String ANY = "*";
    private static final String PREFLIGHT_SECONDS = "600";

    private final App app;
    private final @Nullable String origin;

    private CrossOrigin(App app, @Nullable String origin) {
        this.app = app;
        this.origin = origin;
    }

    static CrossOrigin of(App app, Call call) {
        return new CrossOrigin(app, call.header(HttpHeaders.ORIGIN));
    }

    /** @throws io.carillon.controlplane.problem.Refusal {@code origin_not_allowed} */
    void require() {
        if (!isAllowed()) {
            throw Problem.ORIGIN_NOT_ALLOWED.because(
                    "The page that asks is of origin " + InvalidValueException.quote(String.valueOf(origin))
                            + ", which is not among the allowed origins of app " + app.id()
                            + ". Add it to them; servers send no Origin.");
        }
    }

    private boolean isAllowed() {
        return Origins.allow(app.options().allowedOrigins(), origin);
    }

    /** The answer, for the page's eyes too if it may ask. */
    MutableHttpResponse<?> share(MutableHttpResponse<?> answer) {
        answer.getHeaders().remove(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
        if (app.options().allowedOrigins().isEmpty()) {
            answer.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
        } else {
            // A cache must not hand one page what another was told.
            answer.header(HttpHeaders.VARY, HttpHeaders.ORIGIN);
            if (origin != null && isAllowed()) {
                answer.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            }
        }
        return answer.header(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, HttpHeaders.RETRY_AFTER);
    }

    /** What a browser is told that asks whether it may send a POST with a token. */
    static MutableHttpResponse<?> preflight() {
        return HttpResponse.noContent()
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "POST")
                .header(
                        HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
                        HttpHeaders.AUTHORIZATION + ", " + HttpHeaders.CONTENT_TYPE)
                .header(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
    }
}
