package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code carillon rules}. */
@Command(
        name = "rules",
        description = "Show and set what holds for channels by their names, and ask which rule applies.")
final class Rules {

    private static final String APP = "Id of the app.";

    private final Session session;

    Rules(Session session) {
        this.session = session;
    }

    @Command(description = "Show an app's channel rules, in the order in which they are tried.")
    void show(@Parameters(paramLabel = "APP", description = APP) String app) {
        show(app, session.api().get(Api.path("apps", app, "rules")));
    }

    private void show(String app, String answered) {
        Table table = Table.of("PLACE", "PATTERN", "SAYS");
        int place = 0;
        for (Json rule : Json.read(answered).at("rules").items()) {
            table.row(Integer.toString(place++), rule.at("pattern").text(), says(rule));
        }
        session.print(
                answered,
                paint -> table.isEmpty()
                        ? "App " + app + " has no channel rules: its settings hold for all channels.\n"
                        : table.text(paint));
    }

    private static String says(Json rule) {
        return rule.fields().entrySet().stream()
                .filter(field ->
                        !field.getKey().equals("pattern") && !field.getValue().isNothing())
                .map(field -> field.getKey() + "="
                        + (field.getValue().isObject()
                                ? names(field.getValue())
                                : field.getValue().text()))
                .collect(Collectors.joining(" "));
    }

    /** Of events their names alone: schemas are for {@code --json}. */
    private static String names(Json events) {
        return String.join(",", events.fields().keySet());
    }

    @Command(description = "Put other channel rules in the place of all that there are.")
    void set(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Parameters(
                            paramLabel = "FILE",
                            description =
                                    "JSON as 'show --json' prints it, or a list of rules; - for standard input. If it has a"
                                            + " version, the rules are set only if nobody changed them since.")
                    String file) {
        Json written = InputFile.json(session, "rules", file);
        Json rules = written.isList() ? written : written.at("rules");
        if (!rules.isList()) {
            throw CommandFailedException.refused(
                    "rules_unreadable",
                    "There are no rules in " + InputFile.named(file)
                            + ". Write {\"rules\":[{\"pattern\":\"private-chat-*\",\"client_events\":true}]}.");
        }
        Json version = written.at("version");
        Map<String, String> headers = version.isNothing() ? Map.of() : Map.of("If-Match", "\"" + version.text() + "\"");
        Object list = rules.raw();
        show(
                app,
                session.api()
                        .put(
                                Api.path("apps", app, "rules"),
                                Map.of("rules", list == null ? Arrays.asList() : list),
                                headers));
    }

    @Command(description = "Tell which rule applies to a channel, and what holds for it.")
    void match(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Parameters(paramLabel = "CHANNEL", description = "Its name; it need not be there.") String channel) {
        String answered = session.api().get(Api.path("apps", app, "rules", "match") + Api.query("channel", channel));
        session.print(answered, paint -> facts(Json.read(answered)).text(paint));
    }

    private static Table facts(Json match) {
        Json rule = match.at("rule");
        Table facts = Table.ofFacts()
                .row("channel", match.at("channel").text())
                .row("type", match.at("type").text())
                .row(
                        "rule",
                        rule.isNothing()
                                ? "none: the app's settings hold"
                                : match.at("place").text() + ", "
                                        + rule.at("pattern").text());
        Json events = rule.at("events");
        facts.row("events", events.isNothing() ? "any" : names(events));
        match.at("settings").fields().forEach((name, value) -> facts.row(name, value.text()));
        return facts;
    }
}
