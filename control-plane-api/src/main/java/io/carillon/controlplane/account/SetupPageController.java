package io.carillon.controlplane.account;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code GET /setup}: the page to which the first link leads. It needs nothing from elsewhere, and holds no secret itself. */
@Hidden
@Controller("/setup")
final class SetupPageController {

    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'");

    @Get
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<byte[]> page() {
        return file("setup.html", MediaType.TEXT_HTML + ";charset=utf-8")
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin");
    }

    @Get("/setup.css")
    @Produces("text/css")
    HttpResponse<byte[]> style() {
        return file("setup.css", "text/css");
    }

    @Get("/setup.js")
    @Produces("text/javascript")
    HttpResponse<byte[]> script() {
        return file("setup.js", "text/javascript;charset=utf-8");
    }

    private static MutableHttpResponse<byte[]> file(String name, String type) {
        try (InputStream in =
                SetupPageController.class.getResourceAsStream("/io/carillon/controlplane/account/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return HttpResponse.ok(in.readAllBytes())
                    .contentType(type)
                    .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .header("X-Content-Type-Options", "nosniff");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
