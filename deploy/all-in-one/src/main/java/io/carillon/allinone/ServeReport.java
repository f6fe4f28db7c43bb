package io.carillon.allinone;

import io.carillon.process.server.Addresses;
import io.carillon.process.settings.Role;
import io.carillon.process.terminal.JsonObject;
import io.carillon.process.terminal.Paint;
import io.carillon.protocol.signature.Secret;
import java.util.Optional;

/**
 * What is told once {@code serve} has started: where things are found. It ends in logs that many read, so no secret is in it but the
 * link of a first sign-in, which works once and for a quarter of an hour.
 */
final class ServeReport {

    private final String version;
    private final Addresses addresses;
    private final Optional<Secret> firstSignIn;

    ServeReport(String version, Addresses addresses, Optional<Secret> firstSignIn) {
        this.version = version;
        this.addresses = addresses;
        this.firstSignIn = firstSignIn;
    }

    /** A few aligned lines for a person. */
    String text(Paint paint) {
        var lines = new StringBuilder()
                .append(paint.bold(Role.ALL_IN_ONE.program() + " " + version + " serves; Ctrl+C to stop."))
                .append('\n');
        line(lines, paint, "WebSocket", addresses.webSocket("APP_KEY"));
        line(lines, paint, "HTTP API", addresses.httpApi("APP_ID"));
        line(lines, paint, "Management", managementApi());
        firstSignIn.ifPresent(token -> line(lines, paint, "Sign in", setup(token)));
        line(lines, paint, "Readiness", addresses.readiness());
        line(lines, paint, "Metrics", addresses.metrics());
        return lines.toString();
    }

    private static void line(StringBuilder lines, Paint paint, String label, String value) {
        lines.append("  ")
                .append(paint.label(String.format("%-12s", label)))
                .append(value)
                .append('\n');
    }

    /** The same as one JSON object on one line, for programs. */
    String json() {
        JsonObject json = new JsonObject()
                .with("role", Role.ALL_IN_ONE.word())
                .with("version", version)
                .with("host", addresses.host())
                .with("port", addresses.port())
                .with("management_port", addresses.managementPort())
                .with("websocket_url", addresses.webSocket("APP_KEY"))
                .with("http_api_url", addresses.httpApi("APP_ID"))
                .with("management_api_url", managementApi())
                .with("readiness_url", addresses.readiness())
                .with("metrics_url", addresses.metrics())
                .with("pid", ProcessHandle.current().pid());
        firstSignIn.ifPresent(token -> json.with("first_sign_in_url", setup(token)));
        return json.toString();
    }

    /** What stands behind the # is sent to no server, and so stands in no log of one. */
    private String setup(Secret token) {
        return addresses.page("/setup#" + token.reveal());
    }

    private String managementApi() {
        return addresses.page("/api/v1");
    }
}
