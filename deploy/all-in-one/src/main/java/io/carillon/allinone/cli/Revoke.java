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

/** {@code carillon revoke}. */
@Command(
        name = "revoke",
        description = "Revoke connection tokens of an app before their time is over, and take that back.")
final class Revoke {

    private static final String APP = "Id of the app.";

    private final Session session;

    Revoke(Session session) {
        this.session = session;
    }

    /** Which tokens of several are meant. */
    static final class Before {

        @Option(
                names = "--issued-before",
                paramLabel = "MOMENT",
                description = "Only what was issued before, as in 2026-11-25T10:00:00Z. [now]")
        private @Nullable String moment;
    }

    @Command(description = "Revoke one token.")
    void token(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Parameters(
                            paramLabel = "TOKEN_ID",
                            description =
                                    "Its jti or digest; - to read the id, or the token itself, from standard input.")
                    String id) {
        String token = InputFile.isStandardInput(id)
                ? InputFile.text(session, "token", id).strip()
                : id;
        revoke(app, Map.of("token", token), null);
    }

    @Command(description = "Revoke all tokens of a user.")
    void user(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Parameters(paramLabel = "USER", description = "Id of the user.") String user,
            @Mixin Before before) {
        revoke(app, Map.of("user", user), before);
    }

    @Command(description = "Revoke all tokens that a key has signed: an app key, or one of an issuer.")
    void key(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Parameters(paramLabel = "KEY", description = "The app key, or the kid of an issuer's key.") String key,
            @Mixin Before before) {
        revoke(app, Map.of("key", key), before);
    }

    @Command(description = "Revoke all tokens of an app.")
    void all(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Mixin Before before,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        session.confirm(yes, "All tokens of app " + app + " would be revoked, and its clients need new ones.");
        revoke(app, Map.of("all", true), before);
    }

    private void revoke(String app, Map<String, Object> what, @Nullable Before before) {
        var body = new LinkedHashMap<>(what);
        if (before != null && before.moment != null) {
            body.put("issued_before", before.moment);
        }
        String answered = session.api().post(Api.path("apps", app, "revocations"), body);
        session.print(answered, paint -> facts(Json.read(answered)).text(paint));
    }

    private static Table facts(Json made) {
        return Table.ofFacts()
                .row("id", made.at("id").text())
                .row("revoked", words(made))
                .row("issued before", Moments.text(made.at("issued_before")))
                .row("until", Moments.text(made.at("until")));
    }

    private static String words(Json revocation) {
        return (revocation.at("kind").text() + " " + revocation.at("subject").text()).strip();
    }

    @Command(description = "List what is revoked and who is blocked.")
    void list(@Parameters(paramLabel = "APP", description = APP) String app, @Mixin Pages pages) {
        Table table = Table.of("ID", "REVOKED", "BLOCK", "ISSUED BEFORE", "UNTIL", "BY");
        pages.print(
                session,
                Api.path("apps", app, "revocations"),
                List.of(),
                table,
                one -> table.row(
                        one.at("id").text(),
                        words(one),
                        one.at("block").text().equals("true") ? "yes" : "no",
                        Moments.text(one.at("issued_before")),
                        Moments.text(one.at("until")),
                        one.at("created_by").text()),
                "Nothing is revoked.");
    }

    @Command(description = "Take a revocation back: what it refused is good again, if its time is not over.")
    void undo(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Parameters(paramLabel = "REVOCATION", description = "Its id, as 'list' shows it.") String revocation) {
        session.print(
                session.api().delete(Api.path("apps", app, "revocations", revocation)),
                paint -> "Revocation " + revocation + " is taken back.\n");
    }
}
