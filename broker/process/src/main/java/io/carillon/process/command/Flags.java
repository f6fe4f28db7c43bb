package io.carillon.process.command;

import io.carillon.process.Version;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Kind;
import io.carillon.process.settings.Nearest;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.protocol.InvalidValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The settings of a role as flags of its command line; with {@code --help} and {@code --version}, which every one has. */
public final class Flags {

    private static final String HELP = "--help";
    private static final String VERSION = "--version";

    private final Role role;

    public Flags(Role role) {
        this.role = role;
    }

    /** Adds them to a command. */
    public CommandSpec on(CommandSpec spec) {
        return on(spec, Setting.of(role));
    }

    /** Adds some of them to a command, to which the others mean nothing. */
    public CommandSpec on(CommandSpec spec, Collection<Setting> some) {
        for (Setting setting : some) {
            spec.addOption(option(setting));
        }
        spec.addOption(OptionSpec.builder(VERSION)
                .usageHelp(false)
                .description("Print the version.")
                .build());
        spec.addOption(OptionSpec.builder("-h", HELP).description("Print this.").build());
        spec.usageMessage()
                .synopsisHeading("Usage: ")
                .optionListHeading("%n")
                .sortOptions(false)
                .width(110)
                .footer(
                        "",
                        "Every setting has one word: --redis-url on the command line, CARILLON_REDIS_URL in the environment,",
                        "redis-url in carillon.yml, where it may also stand as 'url' below 'redis:'. A flag beats the",
                        "environment, which beats the file.");
        return spec;
    }

    /**
     * Reads a command line.
     *
     * @param stranger answers a word that is neither a flag nor a command
     * @return what was typed by setting, or what is to be printed instead
     * @throws StartRefusedException {@code setting_unknown}, {@code setting_invalid}, or what the stranger's answer is
     */
    public Typed read(CommandLine line, Function<String, StartRefusedException> stranger, String... arguments) {
        try {
            return typed(line, line.parseArgs(arguments));
        } catch (UnmatchedArgumentException unknown) {
            String word = unknown.getUnmatched().get(0);
            throw word.startsWith("-") ? unknownFlag(word) : stranger.apply(word);
        } catch (ParameterException invalid) {
            throw new StartRefusedException(
                    "setting_invalid",
                    String.valueOf(invalid.getMessage()).replaceAll("\\.?$", "") + ". " + role.seeHelp());
        }
    }

    private Typed typed(CommandLine line, ParseResult root) {
        List<ParseResult> levels = new ArrayList<>(List.of(root));
        root.subcommands().forEach(levels::add);
        if (levels.stream().anyMatch(level -> level.hasMatchedOption(HELP))) {
            return new Typed.Print(line.getUsageMessage(Ansi.OFF));
        }
        if (levels.stream().anyMatch(level -> level.hasMatchedOption(VERSION))) {
            return new Typed.Print(role.program() + " " + Version.current() + System.lineSeparator());
        }
        // The later word wins, as in 'carillon --port 1 dev --port 2'.
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        levels.forEach(level -> level.matchedOptions()
                .forEach(option -> Setting.ofWord(option.longestName().substring(2))
                        .ifPresent(setting -> flags.put(setting, text(setting, option)))));
        String command = levels.get(levels.size() - 1).commandSpec().name();
        return new Typed.Start(command, flags);
    }

    private static String text(Setting setting, OptionSpec option) {
        return setting.kind() == Kind.SWITCH ? "true" : option.getValue();
    }

    private StartRefusedException unknownFlag(String word) {
        String flag = word.replaceFirst("=.*", "");
        Setting others = Setting.ofWord(flag.replaceFirst("^--", "")).orElse(null);
        if (others != null) {
            return new StartRefusedException(
                    "setting_unknown",
                    "The flag " + flag + " means nothing to " + role.program() + ": it is for " + programsOf(others)
                            + ". Leave it out; in the environment and in the file it may stay. " + role.seeHelp());
        }
        return new StartRefusedException(
                "setting_unknown",
                "Unknown flag " + InvalidValueException.quote(flag) + "." + Nearest.question(flag, role, Setting::flag)
                        + " " + role.seeHelp());
    }

    private static String programsOf(Setting setting) {
        return Arrays.stream(Role.values())
                .filter(setting::isFor)
                .map(Role::program)
                .collect(Collectors.joining(" and "));
    }

    private OptionSpec option(Setting setting) {
        var builder = OptionSpec.builder(setting.flag()).hidden(setting.isHidden());
        if (setting.kind() == Kind.SWITCH) {
            return builder.arity("0").description(setting.description()).build();
        }
        return builder.arity("1")
                .type(String.class)
                .paramLabel(setting.parameter())
                .description(setting.description()
                        + Optional.of(setting.fallback(role))
                                .filter(text -> !text.isEmpty())
                                .map(text -> " [" + text + "]")
                                .orElse(""))
                .build();
    }
}
