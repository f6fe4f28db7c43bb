package io.carillon.process.launch;

import io.carillon.process.server.Addresses;
import io.carillon.process.settings.Role;
import io.carillon.process.terminal.JsonObject;
import io.carillon.process.terminal.Paint;
import java.util.Optional;

/**
 * What is told once a process runs: what it is, and where it is found. No secret is in it but the link by which the first person signs
 * in, which works once and for a quarter of an hour.
 */
final class StartReport {

    private final Role role;
    private final String version;
    private final Addresses addresses;
    private final Assembly.Entrance entrance;
    private final Optional<Assembly.Entrance> firstSignIn;

    StartReport(
            Role role,
            String version,
            Addresses addresses,
            Assembly.Entrance entrance,
            Optional<Assembly.Entrance> firstSignIn) {
        this.role = role;
        this.version = version;
        this.addresses = addresses;
        this.entrance = entrance;
        this.firstSignIn = firstSignIn;
    }

    /** A few aligned lines for a person. */
    String text(Paint paint) {
        var lines = new StringBuilder()
                .append(paint.bold(role.program() + " " + version + " is running; Ctrl+C to stop."))
                .append('\n');
        line(lines, paint, entrance.label(), entrance.address());
        firstSignIn.ifPresent(link -> line(lines, paint, link.label(), link.address()));
        line(lines, paint, "Readiness", addresses.readiness());
        line(lines, paint, "Metrics", addresses.metrics());
        return lines.toString();
    }

    private static void line(StringBuilder lines, Paint paint, String label, String value) {
        lines.append("  ")
                .append(paint.label(String.format("%-11s", label)))
                .append(value)
                .append('\n');
    }

    /** The same as one JSON object on one line, for programs. */
    String json() {
        JsonObject json = new JsonObject()
                .with("role", role.word())
                .with("version", version)
                .with("host", addresses.host())
                .with("port", addresses.port())
                .with("management_port", addresses.managementPort())
                .with(entrance.name(), entrance.address())
                .with("readiness_url", addresses.readiness())
                .with("metrics_url", addresses.metrics())
                .with("pid", ProcessHandle.current().pid());
        firstSignIn.ifPresent(link -> json.with(link.name(), link.address()));
        return json.toString();
    }
}
