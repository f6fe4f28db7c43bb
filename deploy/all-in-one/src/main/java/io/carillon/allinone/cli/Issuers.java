package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code carillon issuers}. */
@Command(
        name = "issuers",
        description = "List, add and remove those whose tokens an app believes, such as its identity provider.")
final class Issuers {

    private static final String APP = "Id of the app.";

    private final Session session;

    Issuers(Session session) {
        this.session = session;
    }

    @Command(description = "List an app's trusted issuers.")
    void list(@Parameters(paramLabel = "APP", description = APP) String app) {
        String answered = session.api().get(Api.path("apps", app, "issuers"));
        Table table = Table.of("ID", "NAME", "AUDIENCES", "KEYS", "CHANGED");
        Json.read(answered).at("items").items().forEach(one -> {
            Json issuer = one.at("issuer");
            Json url = issuer.at("jwks_url");
            table.row(
                    one.at("id").text(),
                    issuer.at("name").text(),
                    issuer.at("audiences").text(),
                    url.isNothing() ? "written down" : url.text(),
                    Moments.text(one.at("updated_at")));
        });
        session.print(
                answered,
                paint -> table.isEmpty()
                        ? "The app trusts no issuers: its tokens are signed with its own keys. 'carillon issuers add' adds one.\n"
                        : table.text(paint));
    }

    @Command(description = "Let an app believe the tokens of an issuer.")
    void add(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Parameters(paramLabel = "FILE", description = "JSON, as docs/tokens.md tells; - for standard input.")
                    String file) {
        Object written = InputFile.json(session, "issuer", file).raw();
        String answered = session.api().post(Api.path("apps", app, "issuers"), written);
        Json made = Json.read(answered);
        session.print(
                answered,
                paint -> Table.ofFacts()
                        .row("id", made.at("id").text())
                        .row("issuer", made.at("issuer").at("name").text())
                        .text(paint));
    }

    @Command(description = "Remove an issuer: its tokens are not believed any more.")
    void remove(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Parameters(paramLabel = "ISSUER", description = "Its id, as 'list' shows it.") String issuer,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        session.confirm(yes, "Issuer " + issuer + " would be removed, and its tokens not believed any more.");
        session.print(
                session.api().delete(Api.path("apps", app, "issuers", issuer)),
                paint -> "Issuer " + issuer + " is removed.\n");
    }
}
