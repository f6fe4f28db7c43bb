package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code carillon tokens}. */
@Command(
        name = "tokens",
        description = "List, make and revoke the server tokens of an app, with which servers publish.")
final class Tokens {

    private static final String APP = "Id of the app.";

    private final Session session;

    Tokens(Session session) {
        this.session = session;
    }

    @Command(description = "List an app's server tokens without their texts, those that were revoked too.")
    void list(@Parameters(paramLabel = "APP", description = APP) String app) {
        String answered = session.api().get(Api.path("apps", app, "tokens"));
        Table table = Table.of("ID", "NAME", "STATUS", "MAY", "CHANNELS", "ENDS", "LAST USED");
        Json.read(answered)
                .at("items")
                .items()
                .forEach(token -> table.row(
                        token.at("id").text(),
                        token.at("name").text(),
                        token.at("status").text(),
                        Scopes.operations(token),
                        token.at("channels").text(),
                        Moments.text(token.at("ends_at")),
                        Moments.text(token.at("last_used_at"))));
        session.print(
                answered,
                paint -> table.isEmpty()
                        ? "The app has no server tokens. 'carillon tokens create' makes one.\n"
                        : table.text(paint));
    }

    @Command(description = "Make a server token; its text is printed this once, and never again.")
    void create(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Option(names = "--name", paramLabel = "NAME", defaultValue = "Token", description = "Its name. [Token]")
                    String name,
            @Mixin Scopes scopes) {
        String answered = session.api().post(Api.path("apps", app, "tokens"), scopes.body(name));
        Json made = Json.read(answered);
        session.print(
                answered,
                paint -> Table.ofFacts()
                        .row("id", made.at("id").text())
                        .row("token", made.at("token").text())
                        .text(paint));
    }

    @Command(description = "Revoke a server token at once and for good.")
    void revoke(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Parameters(paramLabel = "TOKEN_ID", description = "Id of the token, as 'list' shows it.") String token,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        session.confirm(yes, "Server token " + token + " would be revoked for good.");
        session.print(
                session.api().post(Api.path("apps", app, "tokens", token, "revoke"), null),
                paint -> "Server token " + token + " is revoked.\n");
    }
}
