package io.carillon.controlplane.docs;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;

/** {@code GET /docs/errors}: where {@code docs} of every refusal leads. Open to all, since it knows no app. */
@Hidden
@Controller("/docs/errors")
@Produces(MediaType.ALL)
final class ErrorsController {

    private static final String CONTENT_TYPE = MediaType.TEXT_HTML + ";charset=utf-8";

    private final byte[] html;
    private final String contentSecurityPolicy;

    ErrorsController() {
        var page = ErrorsPage.of(Errors.chapters());
        this.html = page.html().getBytes(StandardCharsets.UTF_8);
        this.contentSecurityPolicy = page.contentSecurityPolicy();
    }

    @Get
    HttpResponse<byte[]> errors() {
        return HttpResponse.ok(html)
                .contentType(CONTENT_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header("Content-Security-Policy", contentSecurityPolicy)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer");
    }
}
