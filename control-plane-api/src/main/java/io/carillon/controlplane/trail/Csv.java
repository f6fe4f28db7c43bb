package io.carillon.controlplane.trail;

import io.carillon.controlplane.audit.AuditEntry;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lines of a table after RFC 4180, each on one line whatever stands in it, and none a formula. */
final class Csv {

    /** The first line. */
    static final String HEAD =
            "id,at,organisation,app,actor_kind,actor_id,actor_name,via,address,action,subject,outcome,changes\r\n";

    private Csv() {}

    static String line(AuditView view, AuditEntry entry) {
        return Arrays.asList(
                        String.valueOf(view.id()),
                        view.at().toString(),
                        view.organisation(),
                        view.app(),
                        view.actor().kind(),
                        view.actor().id(),
                        view.actor().name(),
                        view.via(),
                        view.address(),
                        view.action(),
                        view.subject(),
                        view.outcome(),
                        entry.changes())
                .stream()
                .map(Csv::cell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    /**
     * A text as a cell. Spreadsheets take one that begins with {@code = + - @} for a formula and run it, and anybody may call an app
     * so: an apostrophe in front makes it text.
     */
    static String cell(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        boolean formula = "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
        String oneLine = text.replace("\r", "\\r").replace("\n", "\\n").replace("\"", "\"\"");
        return '"' + (formula ? "'" : "") + oneLine + '"';
    }
}
