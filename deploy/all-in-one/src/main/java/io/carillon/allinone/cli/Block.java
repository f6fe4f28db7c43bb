package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code carillon block}. */
@Command(
        name = "block",
        description = "Keep a user out of an app for a while: tokens of the user are refused, new ones too.")
final class Block implements Runnable {

    private final Session session;

    @Parameters(paramLabel = "APP", description = "Id of the app.")
    private String app = "";

    @Parameters(paramLabel = "USER", description = "Id of the user.")
    private String user = "";

    @Option(names = "--for", paramLabel = "TIME", description = "How long, as in 30m, 12h or 7d. [1h]")
    private @Nullable String time;

    @Option(names = "--until", paramLabel = "MOMENT", description = "Until when, as in 2026-11-25T10:00:00Z.")
    private @Nullable String until;

    Block(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        if (time != null && until != null) {
            throw CommandFailedException.typed("--for and --until are both given. Leave one out.");
        }
        Map<String, Object> body = until != null
                ? Map.of("user", user, "until", until)
                : Map.of(
                        "user",
                        user,
                        "seconds",
                        Times.read("--for", time == null ? "1h" : time).toSeconds());
        String answered = session.api().post(Api.path("apps", app, "blocks"), body);
        session.print(
                answered,
                paint -> "User " + user + " is blocked until "
                        + Moments.text(Json.read(answered).at("until")) + ".\n");
    }
}
