package io.carillon.allinone;

import io.carillon.controlplane.app.FirstApp;
import io.carillon.process.server.Addresses;
import io.carillon.process.terminal.JsonObject;
import io.carillon.process.terminal.Paint;
import io.carillon.protocol.signature.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What is told once everything runs: where it is found, with which keys, and what to try first. */
final class StartReport {

    private final String version;
    private final Addresses addresses;
    private final FirstApp app;
    private final String dataFolder;
    private final Optional<Secret> firstSignIn;

    StartReport(String version, Addresses addresses, FirstApp app, String dataFolder, Optional<Secret> firstSignIn) {
        this.version = version;
        this.addresses = addresses;
        this.app = app;
        this.dataFolder = dataFolder;
        this.firstSignIn = firstSignIn;
    }

    static String playground(Addresses addresses) {
        return addresses.page("/playground");
    }

    /** About ten aligned lines for a person. */
    String text(Paint paint) {
        var lines = new StringBuilder()
                .append('\n')
                .append("  ")
                .append(paint.bold("Carillon " + version + " is running."))
                .append("\n\n");
        firstSignIn.ifPresent(token -> line(lines, paint, "First sign-in", setup(token)));
        line(lines, paint, "Playground", playground(addresses));
        line(lines, paint, "WebSocket", addresses.webSocket(app.key().value()));
        line(lines, paint, "HTTP API", addresses.httpApi(app.id().value()));
        line(lines, paint, "Metrics", addresses.metrics());
        line(lines, paint, "App id", app.id().value());
        line(lines, paint, "App key", app.key().value());
        line(lines, paint, "App secret", app.secret().reveal());
        line(lines, paint, "PUSHER_URL", pusherUrl());
        line(lines, paint, "Server token", app.token().reveal());
        line(lines, paint, "Publish", curl());
        return lines.append("\n  Ctrl+C to stop, data in ")
                .append(dataFolder)
                .append('\n')
                .toString();
    }

    private static void line(StringBuilder lines, Paint paint, String label, String value) {
        lines.append("  ")
                .append(paint.label(String.format("%-14s", label)))
                .append(value)
                .append('\n');
    }

    /** The same as one JSON object on one line, for programs. */
    String json() {
        JsonObject json = new JsonObject()
                .with("version", version)
                .with("playground_url", playground(addresses))
                .with("websocket_url", addresses.webSocket(app.key().value()))
                .with("http_api_url", addresses.httpApi(app.id().value()))
                .with("metrics_url", addresses.metrics())
                .with("host", addresses.host())
                .with("port", addresses.port())
                .with("management_port", addresses.managementPort())
                .with("app_id", app.id().value())
                .with("app_key", app.key().value())
                .with("app_secret", app.secret().reveal())
                .with("token", app.token().reveal())
                .with("pusher_url", pusherUrl())
                .with("publish_command", curl())
                .with("data_dir", dataFolder)
                .with("pid", ProcessHandle.current().pid());
        firstSignIn.ifPresent(token -> json.with("first_sign_in_url", setup(token)));
        return json.toString();
    }

    /** What stands behind the # is sent to no server, and so stands in no log of one. */
    private String setup(Secret token) {
        return addresses.page("/setup#" + token.reveal());
    }

    /** The form that Pusher's server libraries take whole, from {@code PUSHER_URL} in the environment. */
    private String pusherUrl() {
        String address = addresses.httpApi(app.id().value());
        String credentials = app.key() + ":" + URLEncoder.encode(app.secret().reveal(), StandardCharsets.UTF_8);
        return address.replaceFirst("://", "://" + credentials + "@");
    }

    private String curl() {
        return "curl -H 'Authorization: Bearer " + app.token().reveal() + "' -H 'Content-Type: application/json'"
                + " -d '{\"name\":\"greeting\",\"channel\":\"my-channel\",\"data\":{\"text\":\"Hello\"}}' "
                + addresses.httpApi(app.id().value()) + "/events";
    }
}
