package io.carillon.process.launch;

import io.carillon.process.server.Addresses;
import io.carillon.process.settings.Role;
import io.carillon.process.terminal.JsonObject;
import io.carillon.process.terminal.Paint;

/** What is told once a process runs: what it is, and where it is found. No secret is in it. */
final class StartReport {

    private final Role role;
    private final String version;
    private final Addresses addresses;
    private final Assembly.Entrance entrance;

    StartReport(Role role, String version, Addresses addresses, Assembly.Entrance entrance) {
        this.role = role;
        this.version = version;
        this.addresses = addresses;
        this.entrance = entrance;
    }

    /** A few aligned lines for a person. */
    String text(Paint paint) {
        var lines = new StringBuilder()
                .append(paint.bold(role.program() + " " + version + " is running; Ctrl+C to stop."))
                .append('\n');
        line(lines, paint, entrance.label(), entrance.address());
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
        return new JsonObject()
                .with("role", role.word())
                .with("version", version)
                .with("host", addresses.host())
                .with("port", addresses.port())
                .with("management_port", addresses.managementPort())
                .with(entrance.name(), entrance.address())
                .with("readiness_url", addresses.readiness())
                .with("metrics_url", addresses.metrics())
                .with("pid", ProcessHandle.current().pid())
                .toString();
    }
}
