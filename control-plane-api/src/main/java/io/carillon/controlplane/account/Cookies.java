package io.carillon.controlplane.account;

import io.carillon.controlplane.management.SessionCookie;
import io.carillon.controlplane.secret.Texts;
import io.carillon.protocol.signature.Secret;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;

/** What a browser is given to keep. No script can read it, and no other site's page can have it sent. */
@Singleton
final class Cookies {

    private static final String DEVICE = "carillon_device";
    private static final Duration DEVICE_KEPT_FOR = Duration.ofDays(365);

    private final boolean overTls;

    /** @param publicUrl where people reach the platform; what a proxy may say of TLS is not believed, for anybody can say it */
    Cookies(@Value("${carillon.control-plane.public-url:}") String publicUrl) {
        this.overTls = publicUrl.toLowerCase(Locale.ROOT).startsWith("https://");
    }

    /** The session's cookie; empty if there is none. */
    static String session(HttpRequest<?> request) {
        return value(request, SessionCookie.NAME);
    }

    /** By which a browser is known in which somebody has signed in before; empty if there is none. */
    static String device(HttpRequest<?> request) {
        return value(request, DEVICE);
    }

    private static String value(HttpRequest<?> request, String name) {
        return request.getCookies().findCookie(name).map(Cookie::getValue).orElse("");
    }

    /** A fresh value for a device. */
    static String freshDevice() {
        return Texts.fresh("").reveal();
    }

    <T> MutableHttpResponse<T> withSession(MutableHttpResponse<T> response, HttpRequest<?> request, Secret cookie) {
        return withDevice(
                response.cookie(cookie(request, SessionCookie.NAME, cookie.reveal(), Sessions.LONGEST))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store"),
                request,
                device(request));
    }

    <T> MutableHttpResponse<T> withDevice(MutableHttpResponse<T> response, HttpRequest<?> request, String device) {
        return device.isEmpty() ? response : response.cookie(cookie(request, DEVICE, device, DEVICE_KEPT_FOR));
    }

    <T> MutableHttpResponse<T> withoutSession(MutableHttpResponse<T> response, HttpRequest<?> request) {
        return response.cookie(cookie(request, SessionCookie.NAME, "", Duration.ZERO));
    }

    private Cookie cookie(HttpRequest<?> request, String name, String value, Duration kept) {
        return Cookie.of(name, value)
                .path("/")
                .httpOnly(true)
                .secure(overTls || request.isSecure())
                .sameSite(SameSite.Strict)
                .maxAge(kept);
    }
}
