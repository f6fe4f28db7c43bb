package io.carillon.allinone.cli;

import io.carillon.process.settings.Nearest;
import io.carillon.process.terminal.Terminal;
import io.carillon.protocol.InvalidValueException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code carillon apps list} and all its kin, put together. They start no framework, so that they answer at once. */
public final class Cli {

    /** What was asked for was done. */
    static final int DONE = 0;

    /** The platform, or this program, refused. */
    static final int REFUSED = 1;

    /** What was typed makes no sense. */
    public static final int USAGE = 2;

    /** Nobody answers. */
    static final int UNREACHABLE = 3;

    private static final int WIDTH = 110;

    private static final List<String> FOOTER = List.of(
            "",
            "The token is better in the environment or in a file than on the command line, which others can see.",
            "Exit status: 0 done, 1 refused, 2 typed wrongly, 3 nobody answers.");

    private Cli() {}

    /** Whether a word begins one of these commands. */
    public static boolean knows(String word) {
        return nouns().containsKey(word);
    }

    /** The commands with a sentence about each, in the order of the help. */
    public static Map<String, String> sentences() {
        var sentences = new LinkedHashMap<String, String>();
        // Aliases lead to the same command.
        nouns().values().stream()
                .distinct()
                .forEach(noun -> sentences.put(
                        noun.getCommandName(),
                        noun.getCommandSpec().usageMessage().description()[0]));
        return sentences;
    }

    private static Map<String, CommandLine> nouns() {
        return line(Session.ofNobody()).getSubcommands();
    }

    /**
     * Carries out one command.
     *
     * @param arguments the noun first
     * @return the exit status
     */
    public static int run(Map<String, String> environment, PrintStream out, PrintStream err, String... arguments) {
        return line(new Session(environment, Terminal.of(environment), System.in, out, err))
                .execute(arguments);
    }

    static CommandLine line(Session session) {
        CommandLine line = new CommandLine(session)
                .addSubcommand(new Apps(session))
                .addSubcommand(new Keys(session))
                .addSubcommand(new Tokens(session))
                .addSubcommand(new CommandLine(new ConnectionTokens(session)).addSubcommand(new TokenAsk(session)))
                .addSubcommand(new Sign(session))
                .addSubcommand(new Rules(session))
                .addSubcommand(new Issuers(session))
                .addSubcommand(new Revoke(session))
                .addSubcommand(new Block(session))
                .addSubcommand(new Unblock(session))
                .addSubcommand(new Usage(session))
                .addSubcommand(new Users(session))
                .addSubcommand(new Organisations(session))
                .addSubcommand(new Import(session));
        shape(line);
        return line.setParameterExceptionHandler((wrong, typed) -> explain(wrong, session))
                .setExecutionExceptionHandler((failure, command, parsed) -> tell(failure, session));
    }

    private static void shape(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        spec.usageMessage()
                .synopsisHeading("Usage: ")
                .parameterListHeading("%n")
                .optionListHeading("%n")
                .commandListHeading("%nCommands:%n")
                .synopsisSubcommandLabel("COMMAND")
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .width(WIDTH)
                .footer(FOOTER.toArray(String[]::new));
        line.setOut(session(line).printer()).setErr(session(line).errorPrinter());
        line.getSubcommands().values().forEach(Cli::shape);
    }

    private static Session session(CommandLine line) {
        return (Session) line.getCommandSpec().root().userObject();
    }

    private static int explain(ParameterException wrong, Session session) {
        CommandLine line = wrong.getCommandLine();
        String name = line.getCommandSpec().qualifiedName();
        if (wrong.getMessage() != null && wrong.getMessage().startsWith("Missing required subcommand")) {
            session.err().print(line.getUsageMessage(Ansi.OFF));
            return USAGE;
        }
        String why = wrong instanceof UnmatchedArgumentException strange ? unknown(strange) : sentence(wrong);
        session.err().println("carillon: " + why + " '" + name + " --help' tells more. (usage)");
        return USAGE;
    }

    private static String unknown(UnmatchedArgumentException strange) {
        String word = strange.getUnmatched().get(0).replaceFirst("=.*", "");
        CommandSpec command = strange.getCommandLine().getCommandSpec();
        List<String> words = word.startsWith("-")
                ? command.options().stream().map(OptionSpec::longestName).toList()
                : List.copyOf(command.subcommands().keySet());
        return (word.startsWith("-") ? "Unknown flag " : "Unknown word ") + InvalidValueException.quote(word) + "."
                + Nearest.of(word, words)
                        .map(near -> " Did you mean " + near + "?")
                        .orElse("");
    }

    private static String sentence(ParameterException wrong) {
        return String.valueOf(wrong.getMessage()).replaceAll("\\.?$", "") + ".";
    }

    private static int tell(Exception failure, Session session) throws Exception {
        if (failure instanceof CommandFailedException refused) {
            session.err().println("carillon: " + refused.getMessage() + " (" + refused.code() + ")");
            if (refused.docs() != null) {
                session.err().println("  " + refused.docs());
            }
            return refused.status();
        }
        if (failure instanceof InvalidValueException invalid) {
            session.err().println("carillon: " + invalid.getMessage() + " (" + invalid.code() + ")");
            return REFUSED;
        }
        throw failure;
    }
}
