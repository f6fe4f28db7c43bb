package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code carillon organisations}. */
@Command(name = "organisations", description = "List, make, change and remove organisations, which own apps.")
final class Organisations {

    private static final String ID = "Id of the organisation.";

    private final Session session;

    Organisations(Session session) {
        this.session = session;
    }

    /** The organisation that was named, or the caller's only one. */
    static String only(Session session) {
        String named = session.organisation();
        if (named != null) {
            return named;
        }
        List<Json> all = Json.read(session.api().get("/organisations" + Api.query("limit", "2")))
                .at("items")
                .items();
        if (all.size() != 1) {
            throw CommandFailedException.typed(
                    "It is not clear which organisation is meant. Say --organisation ID; 'carillon organisations list' shows them.");
        }
        return all.get(0).at("id").text();
    }

    @Command(description = "List the organisations that you are in; all of them, if you run the platform.")
    void list(@Mixin Pages pages) {
        Table table = Table.of("ID", "NAME", "STATE", "CREATED");
        pages.print(
                session,
                "/organisations",
                List.of(),
                table,
                organisation -> table.row(
                        organisation.at("id").text(),
                        organisation.at("name").text(),
                        state(organisation),
                        Moments.text(organisation.at("created_at"))),
                "You are in no organisation.");
    }

    private static String state(Json organisation) {
        return "true".equals(organisation.at("suspended").text()) ? "suspended" : "active";
    }

    @Command(description = "Show an organisation and what its apps may have together.")
    void show(@Parameters(paramLabel = "ORGANISATION", description = ID) String id) {
        print(session.api().get(Api.path("organisations", id)));
    }

    private void print(String answered) {
        session.print(answered, paint -> facts(Json.read(answered)).text(paint));
    }

    private static Table facts(Json organisation) {
        Table facts = Table.ofFacts()
                .row("id", organisation.at("id").text())
                .row("name", organisation.at("name").text())
                .row("state", state(organisation))
                .row("created", Moments.text(organisation.at("created_at")));
        organisation.at("ceilings").fields().forEach((name, value) -> facts.row(name, value.text()));
        return facts;
    }

    @Command(description = "Make an organisation.")
    void create(@Parameters(paramLabel = "NAME", description = "Its name.") String name) {
        print(session.api().post("/organisations", Map.of("name", name)));
    }

    @Command(description = "Give an organisation another name.")
    void rename(
            @Parameters(paramLabel = "ORGANISATION", description = ID) String id,
            @Parameters(paramLabel = "NAME", description = "Its new name.") String name) {
        print(session.api().patch(Api.path("organisations", id), Map.of("name", name)));
    }

    @Command(
            description =
                    "Set what an organisation may have, or suspend all of its apps; for operators of the platform.")
    void limit(
            @Parameters(paramLabel = "ORGANISATION", description = ID) String id,
            @Option(
                            names = "--set",
                            paramLabel = "LIMIT=NUMBER",
                            description =
                                    "A limit, as in --set max_apps=10; 'show' lists them. May be given several times.")
                    @Nullable
                    List<String> limits,
            @Option(names = "--suspend", description = "Switch all of its apps off.") boolean suspend,
            @Option(names = "--resume", description = "Switch them on again.") boolean resume) {
        var body = new LinkedHashMap<String, Object>();
        if (limits != null) {
            body.putAll(SettingWords.read(limits));
        }
        if (suspend && resume) {
            throw CommandFailedException.typed("--suspend and --resume are both given. Leave one out.");
        }
        if (suspend || resume) {
            body.put("suspended", suspend);
        }
        if (body.isEmpty()) {
            throw CommandFailedException.typed("Nothing is to be changed. Name it with --set, --suspend or --resume.");
        }
        print(session.api().patch(Api.path("organisations", id, "ceilings"), body));
    }

    @Command(description = "Remove an organisation for good.")
    void remove(
            @Parameters(paramLabel = "ORGANISATION", description = ID) String id,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        session.confirm(yes, "Organisation " + id + " would be removed for good.");
        session.print(
                session.api().delete(Api.path("organisations", id)), paint -> "Organisation " + id + " is removed.\n");
    }
}
