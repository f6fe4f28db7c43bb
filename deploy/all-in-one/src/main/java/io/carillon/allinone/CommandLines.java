package io.carillon.allinone;

import io.carillon.allinone.cli.Cli;
import io.carillon.process.command.Flags;
import io.carillon.process.command.Typed;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Nearest;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.protocol.InvalidValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Reads the command line: flags for everything that can be set, {@code serve}, and {@code dev}, which is what runs if no command is
 * named; or a command for a platform that runs already.
 */
final class CommandLines {

    private static final String DEV = "dev";
    private static final String SERVE = "serve";
    private static final String LINE = "  %-14s%s%n";
    private static final String RESEAL = "reseal";
    private static final String RESEAL_SENTENCE = "Seal all secrets in the database with another master key.";

    private static final List<Setting> FOR_RESEAL = List.of(
            Setting.MASTER_KEY,
            Setting.MASTER_KEY_FILE,
            Setting.DATA_DIR,
            Setting.DATABASE_URL,
            Setting.DATABASE_USER,
            Setting.DATABASE_PASSWORD,
            Setting.DATABASE_PASSWORD_FILE,
            Setting.JSON,
            Setting.CONFIG);

    private CommandLines() {}

    /** @throws StartRefusedException {@code setting_unknown}, {@code command_unknown} or {@code setting_invalid} */
    static Command parse(String... arguments) {
        if (arguments.length > 0 && !arguments[0].startsWith("-") && Cli.knows(arguments[0])) {
            return new Command.Manage(List.of(arguments));
        }
        var flags = new Flags(Role.ALL_IN_ONE);
        if (arguments.length > 0 && arguments[0].equals(RESEAL)) {
            String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
            Typed typed = flags.read(reseal(flags), CommandLines::unknown, rest);
            return typed instanceof Typed.Start start
                    ? new Command.Reseal(start.flags())
                    : new Command.Print(((Typed.Print) typed).text());
        }
        Typed typed = flags.read(line(flags), CommandLines::unknown, arguments);
        if (typed instanceof Typed.Start start) {
            return start.command().equals(SERVE) ? new Command.Serve(start.flags()) : new Command.Dev(start.flags());
        }
        return new Command.Print(((Typed.Print) typed).text());
    }

    private static StartRefusedException unknown(String stranger) {
        if (Cli.knows(stranger) || stranger.equals(RESEAL)) {
            return new StartRefusedException(
                    "command_misplaced",
                    "The word " + stranger
                            + " begins a command, and what belongs to it stands behind it, as in 'carillon " + stranger
                            + " --help'.");
        }
        List<String> words = new ArrayList<>(List.of(DEV, SERVE, RESEAL));
        words.addAll(Cli.sentences().keySet());
        return new StartRefusedException(
                "command_unknown",
                "Unknown command " + InvalidValueException.quote(stranger) + "."
                        + Nearest.of(stranger, words)
                                .map(near -> " Did you mean " + near + "?")
                                .orElse("") + " 'carillon --help' lists all commands.");
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
                .customSynopsis("carillon [dev | serve] [flags]", "       carillon COMMAND --help")
                .commandListHeading("%nCommands:%n");
        CommandLine line = new CommandLine(root.addSubcommand(DEV, dev).addSubcommand(SERVE, serve));
        // Not subcommands of this one: its flags are settings of a process, and mean nothing to them.
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> help.commandList() + others());
        return line;
    }

    private static CommandLine reseal(Flags flags) {
        CommandSpec spec = flags.on(CommandSpec.create().name(Role.ALL_IN_ONE.program() + " " + RESEAL), FOR_RESEAL);
        spec.usageMessage()
                .description(RESEAL_SENTENCE + "%n%n"
                        + "Give it both master keys, the new one first, as in CARILLON_MASTER_KEY=NEW,OLD; processes that run must"
                        + " have them so by then. A PostgreSQL may be in use meanwhile; the database in the data folder must not,"
                        + " so stop the server first. What is sealed with the new key already stays as it is: after an"
                        + " interruption, run it again.%n")
                .customSynopsis("carillon reseal [flags]");
        return new CommandLine(spec);
    }

    private static String others() {
        var lines = new StringBuilder();
        lines.append(String.format(LINE, RESEAL, RESEAL_SENTENCE));
        Cli.sentences().forEach((word, sentence) -> lines.append(String.format(LINE, word, sentence)));
        return lines.toString();
    }
}
