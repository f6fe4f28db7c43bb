package io.carillon.allinone.playground;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;

/** Serves the page and the values it shows. The page needs nothing from elsewhere, so that it works on a train. */
@Controller
final class PageController {

    /** Nothing but our own files and our own server: an event that holds markup stays text, and could do nothing if it did not. */
    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self' ws: wss:",
            "img-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'");

    private final PlaygroundSettings settings;

    PageController(PlaygroundSettings settings) {
        this.settings = settings;
    }

    @Get("/")
    HttpResponse<?> start() {
        return HttpResponse.temporaryRedirect(URI.create("/playground"));
    }

    @Get("/playground")
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<byte[]> page() {
        return file("playground.html", MediaType.TEXT_HTML)
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin");
    }

    @Get("/playground/playground.css")
    @Produces("text/css")
    HttpResponse<byte[]> style() {
        return file("playground.css", "text/css");
    }

    @Get("/playground/playground.js")
    @Produces("text/javascript")
    HttpResponse<byte[]> script() {
        return file("playground.js", "text/javascript");
    }

    @Get("/playground/icon.svg")
    @Produces("image/svg+xml")
    HttpResponse<byte[]> icon() {
        return file("icon.svg", "image/svg+xml");
    }

    /** Holds secrets. A page of another origin cannot read it: no header allows that. */
    @Get("/playground/config.json")
    HttpResponse<byte[]> config() {
        var app = settings.app();
        byte[] json = Json.object(fields -> {
            fields.writeStringField("appId", app.id().value());
            fields.writeStringField("appKey", app.key().value());
            fields.writeStringField("appSecret", app.secret().reveal());
            fields.writeStringField("serverToken", app.token().reveal());
            fields.writeStringField("pathPrefix", settings.pathPrefix());
        });
        return HttpResponse.ok(json)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff");
    }

    private static MutableHttpResponse<byte[]> file(String name, String type) {
        try (InputStream file = PageController.class.getResourceAsStream("/playground/" + name)) {
            if (file == null) {
                throw new IllegalStateException("the jar holds no playground/" + name);
            }
            return HttpResponse.ok(file.readAllBytes())
                    .contentType(type + ";charset=utf-8")
                    .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .header("X-Content-Type-Options", "nosniff");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
