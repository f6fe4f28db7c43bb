package io.carillon.controlplane.description;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;

/** {@code GET /docs/api}: the description, for people. Everything that the page needs comes from here, so that it works offline. */
@Hidden
@Controller("/docs/api")
@Produces(MediaType.ALL)
final class PageController {

    /**
     * Scripts are files of ours. The component writes its styles into the page as it works them out, which is why those are let through:
     * they can load nothing, since nothing but this server may be asked for anything.
     */
    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    private static final String OURS = "/io/carillon/controlplane/description/";

    private final Document html = Document.ofFile("text/html;charset=utf-8", OURS + "page.html");
    private final Document style = Document.ofFile("text/css;charset=utf-8", OURS + "page.css");
    private final Document script = Document.ofFile("text/javascript;charset=utf-8", OURS + "page.js");
    private final Document explorer = Document.ofFile(
            "text/javascript;charset=utf-8", "/META-INF/swagger/views/openapi-explorer/res/openapi-explorer.min.js");

    @Get
    HttpResponse<byte[]> page(HttpRequest<?> request) {
        return html.answer(request)
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("Referrer-Policy", "no-referrer");
    }

    @Get("/page.css")
    HttpResponse<byte[]> style(HttpRequest<?> request) {
        return style.answer(request);
    }

    @Get("/page.js")
    HttpResponse<byte[]> script(HttpRequest<?> request) {
        return script.answer(request);
    }

    @Get("/openapi-explorer.js")
    HttpResponse<byte[]> explorer(HttpRequest<?> request) {
        return explorer.answer(request);
    }
}
