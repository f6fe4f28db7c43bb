package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code carillon usage}. */
@Command(name = "usage", description = "Tell what an app used: messages, bytes and the peak of its connections.")
final class Usage implements Runnable {

    private final Session session;

    @Parameters(paramLabel = "APP", description = "Id of the app.")
    private String app = "";

    @Option(
            names = "--from",
            paramLabel = "MOMENT",
            description = "From when, as in 2026-11-01 or 2026-11-01T12:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "MOMENT", description = "Until when. [now]")
    private @Nullable String to;

    @Option(names = "--step", paramLabel = "STEP", description = "minute, hour or day. [hour]")
    private @Nullable String step;

    @Option(
            names = "--by",
            paramLabel = "WORD",
            description = "prefix, to tell channels apart by what their names begin with.")
    private @Nullable String by;

    @Option(names = "--csv", description = "Print CSV, for spreadsheets.")
    private boolean csv;

    Usage(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        if (csv && session.isForPrograms()) {
            throw CommandFailedException.typed("--csv and --json are both given. Leave one out.");
        }
        String query = Api.query("from", from, "to", to, "step", step, "by", by);
        if (csv) {
            session.printRaw(session.api().getText(Api.path("apps", app, "usage.csv") + query, "text/csv"));
            return;
        }
        String answered = session.api().get(Api.path("apps", app, "usage") + query);
        session.print(answered, paint -> {
            Table table = table(Json.read(answered));
            return table.isEmpty() ? "Nothing was used in that time.\n" : table.text(paint);
        });
    }

    private Table table(Json usage) {
        boolean byPrefix = by != null;
        List<String> columns = new ArrayList<>(List.of("FROM"));
        if (byPrefix) {
            columns.add("PREFIX");
        }
        columns.addAll(List.of("MESSAGES IN", "MESSAGES OUT", "BYTES IN", "BYTES OUT"));
        if (!byPrefix) {
            columns.add("CONNECTIONS");
        }
        Table table = Table.of(columns.toArray(String[]::new));
        for (Json item : usage.at("items").items()) {
            List<String> row = new ArrayList<>(List.of(Moments.text(item.at("at"))));
            if (byPrefix) {
                row.add(item.at("prefix").text());
            }
            addCounts(item, byPrefix, row);
            table.row(row);
        }
        if (!table.isEmpty()) {
            List<String> row = new ArrayList<>(List.of("all"));
            if (byPrefix) {
                row.add("");
            }
            addCounts(usage.at("totals"), byPrefix, row);
            table.row(row);
        }
        return table;
    }

    private static void addCounts(Json counts, boolean byPrefix, List<String> row) {
        for (String count : List.of("messages_in", "messages_out", "bytes_in", "bytes_out")) {
            row.add(counts.at(count).text());
        }
        if (!byPrefix) {
            row.add(counts.at("connections").text());
        }
    }
}
