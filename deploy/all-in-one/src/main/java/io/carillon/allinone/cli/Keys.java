package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code carillon keys}. */
@Command(name = "keys", description = "List, make, reveal, rotate and revoke the key pairs of an app.")
final class Keys {

    private static final String APP = "Id of the app.";
    private static final String KEY = "The key's public half.";

    private final Session session;

    Keys(Session session) {
        this.session = session;
    }

    @Command(description = "List an app's keys without their secrets, those that were revoked too.")
    void list(@Parameters(paramLabel = "APP", description = APP) String app) {
        String answered = session.api().get(Api.path("apps", app, "keys"));
        Table table = Table.of("KEY", "NAME", "STATUS", "MAY", "CHANNELS", "ENDS", "LAST USED", "WITH");
        Json.read(answered)
                .at("items")
                .items()
                .forEach(key -> table.row(
                        key.at("key").text(),
                        key.at("name").text(),
                        key.at("status").text(),
                        Scopes.operations(key),
                        key.at("channels").text(),
                        Moments.text(key.at("ends_at")),
                        Moments.text(key.at("last_used_at")),
                        key.at("last_used_with").text()));
        session.print(
                answered,
                paint -> table.isEmpty()
                        ? "The app has no keys. 'carillon keys create' makes one.\n"
                        : table.text(paint));
    }

    @Command(description = "Make a key; its secret is printed.")
    void create(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Option(names = "--name", paramLabel = "NAME", defaultValue = "Key", description = "Its name. [Key]")
                    String name,
            @Mixin Scopes scopes) {
        pair(session.api().post(Api.path("apps", app, "keys"), scopes.body(name)));
    }

    @Command(description = "Print a key with its secret. The audit log notes who saw it.")
    void reveal(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Parameters(paramLabel = "KEY", description = KEY) String key) {
        pair(session.api().post(Api.path("apps", app, "keys", key, "reveal"), null));
    }

    @Command(
            description =
                    "Make a key of the same scope; the old one stays active for a while, so that nobody is cut off.")
    void rotate(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Parameters(paramLabel = "KEY", description = KEY) String key,
            @Option(
                            names = "--overlap",
                            paramLabel = "TIME",
                            description = "How long the old key stays active, as in 30m, 12h or 7d. [1d]")
                    @Nullable
                    String overlap) {
        Map<String, Object> body = overlap == null
                ? Map.of()
                : Map.of("overlap_seconds", Times.read("--overlap", overlap).toSeconds());
        pair(session.api().post(Api.path("apps", app, "keys", key, "rotate"), body));
    }

    @Command(description = "Revoke a key at once and for good: connections that stand on it are closed.")
    void revoke(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Parameters(paramLabel = "KEY", description = KEY) String key,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        session.confirm(yes, "Key " + key + " would be revoked for good, and connections that stand on it closed.");
        session.print(
                session.api().post(Api.path("apps", app, "keys", key, "revoke"), null),
                paint -> "Key " + key + " is revoked.\n");
    }

    private void pair(String answered) {
        Json pair = Json.read(answered);
        session.print(
                answered,
                paint -> Table.ofFacts()
                        .row("key", pair.at("key").text())
                        .row("secret", pair.at("secret").text())
                        .text(paint));
    }
}
