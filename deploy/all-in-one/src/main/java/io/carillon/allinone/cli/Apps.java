package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code carillon apps}. */
@Command(name = "apps", description = "List, make, change and remove apps.")
final class Apps {

    private static final String APP = "Id of the app.";
    private static final String SET =
            "A setting, as in --set client_events=true; 'carillon apps show' lists them all. May be given several times.";

    private final Session session;

    Apps(Session session) {
        this.session = session;
    }

    @Command(description = "List the apps of an organisation.")
    void list(@Mixin Pages pages) {
        Table table = Table.of("ID", "NAME", "STATE", "CREATED");
        pages.print(
                session,
                "/apps",
                Arrays.asList("organisation", session.organisation()),
                table,
                app -> table.row(
                        app.at("id").text(), app.at("name").text(), state(app), Moments.text(app.at("created_at"))),
                "There are no apps. 'carillon apps create NAME' makes one.");
    }

    private static String state(Json app) {
        return "true".equals(app.at("enabled").text()) ? "on" : "off";
    }

    @Command(description = "Show an app and all its settings.")
    void show(@Parameters(paramLabel = "APP", description = APP) String app) {
        print(session.api().get(Api.path("apps", app)));
    }

    private void print(String answered) {
        session.print(answered, paint -> facts(Json.read(answered)).text(paint));
    }

    private static Table facts(Json app) {
        Table facts = Table.ofFacts()
                .row("id", app.at("id").text())
                .row("name", app.at("name").text())
                .row("organisation", app.at("organisation").text())
                .row("state", state(app))
                .row("created", Moments.text(app.at("created_at")))
                .row("changed", Moments.text(app.at("updated_at")))
                .row("version", app.at("version").text());
        app.at("settings").fields().forEach((name, value) -> facts.row(name, value.text()));
        return facts;
    }

    @Command(description = "Make an app with a first key, whose secret is printed.")
    void create(
            @Parameters(paramLabel = "NAME", description = "Its name.") String name,
            @Option(names = "--set", paramLabel = "SETTING=VALUE", description = SET) @Nullable List<String> settings) {
        var body = new LinkedHashMap<String, Object>();
        body.put("name", name);
        putIfSaid(body, "organisation", session.organisation());
        putSettings(body, settings);
        String answered = session.api().post("/apps", body);
        Json made = Json.read(answered);
        session.print(
                answered,
                paint -> Table.ofFacts()
                        .row("app id", made.at("app").at("id").text())
                        .row("app key", made.at("key").at("key").text())
                        .row("app secret", made.at("key").at("secret").text())
                        .text(paint));
    }

    @Command(description = "Change an app; what is not named stays as it is.")
    void change(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Option(names = "--name", paramLabel = "NAME", description = "Another name.") @Nullable String name,
            @Option(names = "--on", description = "Take connections and requests again.") boolean on,
            @Option(names = "--off", description = "Refuse connections and requests, and close those that there are.")
                    boolean off,
            @Option(names = "--set", paramLabel = "SETTING=VALUE", description = SET) @Nullable List<String> settings) {
        var body = new LinkedHashMap<String, Object>();
        putIfSaid(body, "name", name);
        if (on && off) {
            throw CommandFailedException.typed("--on and --off are both given. Leave one out.");
        }
        if (on || off) {
            body.put("enabled", on);
        }
        putSettings(body, settings);
        if (body.isEmpty()) {
            throw CommandFailedException.typed("Nothing is to be changed. Name it with --name, --on, --off or --set.");
        }
        print(session.api().patch(Api.path("apps", app), body));
    }

    @Command(description = "Remove an app for good: its connections are closed, its id and keys are never given again.")
    void remove(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        Api api = session.api();
        String name = Json.read(api.get(Api.path("apps", app))).at("name").text();
        session.confirm(yes, "App " + app + " '" + name + "' would be removed for good, and its clients cut off.");
        session.print(api.delete(Api.path("apps", app)), paint -> "App " + app + " is removed.\n");
    }

    private static void putIfSaid(Map<String, Object> body, String field, @Nullable String value) {
        if (value != null) {
            body.put(field, value);
        }
    }

    private static void putSettings(Map<String, Object> body, @Nullable List<String> said) {
        if (said != null) {
            body.put("settings", SettingWords.read(said));
        }
    }
}
