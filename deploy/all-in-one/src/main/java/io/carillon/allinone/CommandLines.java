package io.carillon.allinone;

import io.carillon.process.command.Flags;
import io.carillon.process.command.Typed;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Role;
import io.carillon.protocol.InvalidValueException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Reads the command line: flags for everything that can be set, {@code serve}, and {@code dev}, which is what runs if no command is named. */
final class CommandLines {

    private static final String DEV = "dev";
    private static final String SERVE = "serve";

    private CommandLines() {}

    /** @throws StartRefusedException {@code setting_unknown}, {@code command_unknown} or {@code setting_invalid} */
    static Command parse(String... arguments) {
        var flags = new Flags(Role.ALL_IN_ONE);
        Typed typed = flags.read(line(flags), CommandLines::unknown, arguments);
        if (typed instanceof Typed.Start start) {
            return start.command().equals(SERVE) ? new Command.Serve(start.flags()) : new Command.Dev(start.flags());
        }
        return new Command.Print(((Typed.Print) typed).text());
    }

    private static StartRefusedException unknown(String stranger) {
        return new StartRefusedException(
                "command_unknown",
                "Unknown command " + InvalidValueException.quote(stranger) + ". There is '" + DEV
                        + "', which starts the platform to try things with, and '" + SERVE
                        + "', which starts it for real users.");
    }

    private static CommandLine line(Flags flags) {
        CommandSpec dev = flags.on(CommandSpec.create().name(DEV));
        dev.usageMessage()
                .description(
                        "Start the whole platform to try things with: secrets are generated, and shown. Runs if no command"
                                + " is named.");
        CommandSpec serve = flags.on(CommandSpec.create().name(SERVE));
        serve.usageMessage()
                .description(
                        "Start the whole platform for real users: what is unsafe is refused, and no secret is shown.");
        CommandSpec root = flags.on(CommandSpec.create().name(Role.ALL_IN_ONE.program()));
        root.usageMessage()
                .description("A self-hosted home for realtime apps that speaks Pusher on the wire.%n")
                .customSynopsis("carillon [dev | serve] [flags]")
                .commandListHeading("%nCommands:%n");
        return new CommandLine(root.addSubcommand(DEV, dev).addSubcommand(SERVE, serve));
    }
}
