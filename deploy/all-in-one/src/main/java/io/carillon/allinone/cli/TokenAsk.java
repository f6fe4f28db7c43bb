package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code carillon token ask}. */
@Command(
        name = "ask",
        description = "Ask the platform whether a connection token is good, whose it is and what it may do.")
final class TokenAsk implements Runnable {

    private final Session session;

    @Parameters(paramLabel = "APP", description = "Id of the app.")
    private String app = "";

    @Parameters(
            paramLabel = "FILE",
            description = "File that holds the connection token and nothing else; - for standard input.")
    private String file = "";

    @Option(names = "--channel", paramLabel = "CHANNEL", description = "Ask as well what it may do there.")
    private @Nullable String channel;

    @Option(
            names = "--operation",
            paramLabel = "WORD",
            description = "subscribe, publish, presence or history. [subscribe]")
    private @Nullable String operation;

    TokenAsk(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        var body = new LinkedHashMap<String, Object>();
        body.put("token", InputFile.text(session, "token", file).strip());
        if (channel != null) {
            body.put("channel", channel);
        }
        if (operation != null) {
            body.put("operation", operation);
        }
        String answered = session.api().post(Api.path("apps", app, "token-checks"), body);
        session.print(answered, paint -> facts(Json.read(answered)).text(paint));
    }

    private static Table facts(Json told) {
        Table facts = Table.ofFacts().row("good", told.at("good").text().equals("true") ? "yes" : "no");
        if (!told.at("code").isNothing()) {
            facts.row("why", told.at("code").text() + ": " + told.at("message").text());
        }
        Json holder = told.at("holder");
        if (!holder.isNothing()) {
            facts.row("id", holder.at("id").text())
                    .row("user", or(holder.at("user"), "nobody in particular"))
                    .row("issuer", or(holder.at("issuer"), "the app itself"))
                    .row("key", or(holder.at("key"), "-"))
                    .row("issued", Moments.text(holder.at("issued_at")))
                    .row("expires", Moments.text(holder.at("expires_at")));
            holder.at("capabilities")
                    .fields()
                    .forEach((pattern, operations) -> facts.row("on " + pattern, operations.text()));
        }
        Json verdict = told.at("channel");
        if (!verdict.isNothing()) {
            facts.row(
                    verdict.at("operation").text() + " " + verdict.at("channel").text(),
                    (verdict.at("allowed").text().equals("true") ? "yes" : "no") + ": "
                            + verdict.at("message").text());
        }
        return facts;
    }

    private static String or(Json value, String otherwise) {
        return value.isNothing() ? otherwise : value.text();
    }
}
