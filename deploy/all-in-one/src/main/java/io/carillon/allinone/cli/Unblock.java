package io.carillon.allinone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code carillon unblock}. */
@Command(name = "unblock", description = "Let a user into an app again; what was revoked stays so.")
final class Unblock implements Runnable {

    private final Session session;

    @Parameters(paramLabel = "APP", description = "Id of the app.")
    private String app = "";

    @Parameters(paramLabel = "USER", description = "Id of the user.")
    private String user = "";

    Unblock(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        session.print(
                session.api().delete(Api.path("apps", app, "blocks") + Api.query("user", user)),
                paint -> "User " + user + " is not blocked any more.\n");
    }
}
