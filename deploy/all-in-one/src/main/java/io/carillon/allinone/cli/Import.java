package io.carillon.allinone.cli;

import io.carillon.allinone.cli.importing.Findings;
import io.carillon.allinone.cli.importing.FoundApp;
import io.carillon.allinone.cli.importing.ImportSourceException;
import io.carillon.allinone.cli.importing.PusherSource;
import io.carillon.allinone.cli.importing.ReverbSource;
import io.carillon.allinone.cli.importing.SoketiSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code carillon import}. */
@Command(
        name = "import",
        description = "Take over apps from soketi, Laravel Reverb or Pusher, with their ids, keys and secrets.")
final class Import {

    private final Session session;

    Import(Session session) {
        this.session = session;
    }

    /** How apps are taken over, wherever they come from. */
    static final class Manner {

        @Option(names = "--dry-run", description = "Show what would be done, and do nothing.")
        private boolean dryRun;

        @Option(
                names = "--rename-id",
                paramLabel = "OLD=NEW",
                description =
                        "Give an app another id: here they are digits. Only servers use ids; clients use the key.")
        private @Nullable Map<String, String> renamed;
    }

    @Command(description = "Take over apps from soketi's configuration.")
    void soketi(
            @Parameters(
                            paramLabel = "FILE",
                            description =
                                    "Its JSON configuration, or a file of its environment (SOKETI_DEFAULT_APP_...).")
                    Path file,
            @Mixin Manner manner) {
        take(manner, () -> SoketiSource.read(file));
    }

    @Command(description = "Take over apps from the configuration of Laravel Reverb.")
    void reverb(
            @Parameters(
                            paramLabel = "FILE|FOLDER",
                            description = "The folder of the Laravel project, or its config/reverb.php or .env.")
                    Path place,
            @Mixin Manner manner) {
        take(manner, () -> ReverbSource.read(place));
    }

    @Command(
            description =
                    "Take over an app from Pusher by its credentials: the flags, or the file, or PUSHER_URL in the environment.")
    void pusher(
            @Parameters(
                            paramLabel = "FILE",
                            arity = "0..1",
                            description = "An environment file with PUSHER_URL or PUSHER_APP_ID, PUSHER_APP_KEY and"
                                    + " PUSHER_APP_SECRET.")
                    @Nullable
                    Path file,
            @Option(names = "--app-id", paramLabel = "ID", description = "The app's id.") @Nullable String id,
            @Option(names = "--key", paramLabel = "KEY", description = "Its key.") @Nullable String key,
            @Option(
                            names = "--secret",
                            paramLabel = "SECRET",
                            description = "Its secret; better in a file or the environment.")
                    @Nullable
                    String secret,
            @Option(
                            names = "--cluster",
                            paramLabel = "NAME",
                            description = "Its cluster, which has no counterpart here and changes nothing.")
                    @Nullable
                    String cluster,
            @Option(names = "--name", paramLabel = "NAME", description = "What it shall be called.") @Nullable
                    String name,
            @Mixin Manner manner) {
        Map<String, String> flags = new HashMap<>();
        put(flags, PusherSource.ID, id);
        put(flags, PusherSource.KEY, key);
        put(flags, PusherSource.SECRET, secret);
        put(flags, PusherSource.CLUSTER, cluster);
        take(manner, () -> PusherSource.read(file, flags, session.environment(), name));
    }

    private static void put(Map<String, String> flags, String name, @Nullable String value) {
        if (value != null) {
            flags.put(name, value);
        }
    }

    private void take(Manner manner, Supplier<Findings> source) {
        Findings found = found(source);
        List<FoundApp> apps = found.apps().stream()
                .map(app -> manner.renamed == null ? app : app.withId(manner.renamed.getOrDefault(app.id(), app.id())))
                .toList();
        checkIds(apps);
        Api api = session.api();
        found.notes().forEach(note -> session.err().println("note: " + note));
        var body = new LinkedHashMap<String, Object>();
        if (session.organisation() != null) {
            body.put("organisation", session.organisation());
        }
        body.put("apps", apps.stream().map(FoundApp::toBody).toList());
        String answered = api.post("/apps/import" + (manner.dryRun ? "?dry_run=true" : ""), body);
        session.print(answered, paint -> table(apps).text(paint));
        session.say(
                manner.dryRun
                        ? "Nothing was done: without --dry-run, " + count(apps) + " would be imported now."
                        : "Imported " + count(apps) + ".");
    }

    private static Findings found(Supplier<Findings> source) {
        try {
            return source.get();
        } catch (ImportSourceException unusable) {
            throw CommandFailedException.refused("import_unreadable", String.valueOf(unusable.getMessage()));
        }
    }

    private static void checkIds(List<FoundApp> apps) {
        List<String> strange = apps.stream()
                .map(FoundApp::id)
                .filter(id -> !id.matches("[0-9]{1,19}"))
                .toList();
        if (!strange.isEmpty()) {
            throw CommandFailedException.refused(
                    "app_id_invalid",
                    "App ids are digits here, because several of Pusher's server libraries take nothing else, and these are not: "
                            + String.join(", ", strange) + ". Choose others, as in --rename-id " + strange.get(0)
                            + "=1001, and give them to your servers. Clients need no change: they use the key.");
        }
    }

    private static Table table(List<FoundApp> apps) {
        Table table = Table.of("ID", "NAME", "STATE", "KEY", "SETTINGS");
        apps.forEach(app -> table.row(
                app.id(),
                app.name(),
                app.enabled() ? "on" : "off",
                app.key(),
                app.settings().entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + text(setting.getValue()))
                        .collect(Collectors.joining(" "))));
        return table;
    }

    private static String text(Object value) {
        return value instanceof List<?> items
                ? items.stream().map(String::valueOf).collect(Collectors.joining(","))
                : value.toString();
    }

    private static String count(List<FoundApp> apps) {
        return apps.size() == 1 ? "1 app" : apps.size() + " apps";
    }
}
