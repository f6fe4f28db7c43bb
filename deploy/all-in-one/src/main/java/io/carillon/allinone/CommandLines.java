package io.carillon.allinone;

import io.carillon.allinone.refusal.StartRefusedException;
import io.carillon.allinone.settings.Kind;
import io.carillon.allinone.settings.Nearest;
import io.carillon.allinone.settings.Setting;
import io.carillon.protocol.InvalidValueException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads the command line. Its flags come from {@link Setting}; {@code dev} is what runs if no command is named. */
final class CommandLines {

    private static final String DEV = "dev";
    private static final String HELP = "--help";
    private static final String VERSION = "--version";

    private CommandLines() {}

    /** @throws StartRefusedException {@code setting_unknown}, {@code command_unknown} or {@code setting_invalid} */
    static Command parse(String... arguments) {
        CommandLine line = line();
        try {
            return command(line, line.parseArgs(arguments));
        } catch (UnmatchedArgumentException stranger) {
            throw unknown(stranger.getUnmatched().get(0));
        } catch (ParameterException invalid) {
            throw new StartRefusedException(
                    "setting_invalid",
                    String.valueOf(invalid.getMessage()).replaceAll("\\.?$", "")
                            + ". 'carillon --help' lists all settings.");
        }
    }

    private static Command command(CommandLine line, ParseResult root) {
        List<ParseResult> levels = new ArrayList<>(List.of(root));
        root.subcommands().forEach(levels::add);
        if (levels.stream().anyMatch(level -> level.hasMatchedOption(HELP))) {
            return new Command.Print(line.getUsageMessage(Ansi.OFF));
        }
        if (levels.stream().anyMatch(level -> level.hasMatchedOption(VERSION))) {
            return new Command.Print("carillon " + Version.current() + System.lineSeparator());
        }
        // The later word wins, as in 'carillon --port 1 dev --port 2'.
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        levels.forEach(level -> level.matchedOptions()
                .forEach(option -> Setting.ofWord(option.longestName().substring(2))
                        .ifPresent(setting -> flags.put(setting, text(setting, option)))));
        return new Command.Dev(flags);
    }

    private static String text(Setting setting, OptionSpec option) {
        return setting.kind() == Kind.SWITCH ? "true" : option.getValue();
    }

    private static StartRefusedException unknown(String stranger) {
        if (stranger.startsWith("-")) {
            String flag = stranger.replaceFirst("=.*", "");
            return new StartRefusedException(
                    "setting_unknown",
                    "Unknown flag " + InvalidValueException.quote(flag) + "." + Nearest.question(flag, Setting::flag)
                            + " 'carillon --help' lists all settings.");
        }
        return new StartRefusedException(
                "command_unknown",
                "Unknown command " + InvalidValueException.quote(stranger) + ". The one command is '" + DEV
                        + "', which starts the platform on this machine.");
    }

    private static CommandLine line() {
        CommandSpec dev = withSettings(CommandSpec.create().name(DEV));
        dev.usageMessage().description("Start the whole platform on this machine; runs if no command is named.");
        CommandSpec root = withSettings(CommandSpec.create().name("carillon"));
        root.usageMessage()
                .description("A self-hosted home for realtime apps that speaks Pusher on the wire.%n")
                .synopsisHeading("Usage: ")
                .customSynopsis("carillon [dev] [flags]")
                .optionListHeading("%n")
                .commandListHeading("%nCommands:%n")
                .sortOptions(false)
                .width(110)
                .footer(
                        "",
                        "Every setting has one word: --data-dir on the command line, CARILLON_DATA_DIR in the environment,",
                        "data-dir in carillon.yml. A flag beats the environment, which beats the file.");
        return new CommandLine(root.addSubcommand(DEV, dev));
    }

    private static CommandSpec withSettings(CommandSpec spec) {
        for (Setting setting : Setting.values()) {
            spec.addOption(option(setting));
        }
        spec.addOption(OptionSpec.builder(VERSION)
                .usageHelp(false)
                .description("Print the version.")
                .build());
        spec.addOption(OptionSpec.builder("-h", HELP).description("Print this.").build());
        return spec;
    }

    private static OptionSpec option(Setting setting) {
        var builder = OptionSpec.builder(setting.flag()).hidden(setting.isHidden());
        if (setting.kind() == Kind.SWITCH) {
            return builder.arity("0").description(setting.description()).build();
        }
        return builder.arity("1")
                .type(String.class)
                .paramLabel(setting.parameter())
                .description(setting.description()
                        + Optional.of(setting.fallback())
                                .filter(text -> !text.isEmpty())
                                .map(text -> " [" + text + "]")
                                .orElse(""))
                .build();
    }
}
