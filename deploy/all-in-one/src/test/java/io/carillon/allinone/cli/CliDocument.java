package io.carillon.allinone.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The part of the page about the commands that is written from the commands themselves. */
final class CliDocument {

    static final String BEGIN = "<!-- Written from the commands themselves; not to be edited here. -->\n";
    static final String END = "<!-- Until here. -->\n";

    private CliDocument() {}

    /** Everything from the one mark to the other. */
    static String reference() {
        CommandLine line = Cli.line(Session.ofNobody());
        var text = new StringBuilder(BEGIN).append("\n| command | |\n|---|---|\n");
        line.getSubcommands().values().stream().distinct().forEach(noun -> append(noun, text));
        text.append("\n| with each of them | |\n|---|---|\n");
        line.getCommandSpec()
                .options()
                .forEach(option -> row(written(option), String.join(" ", option.description()), text));
        return text.append('\n').append(END).toString();
    }

    private static void append(CommandLine noun, StringBuilder text) {
        if (noun.getSubcommands().isEmpty()) {
            append(noun.getCommandSpec(), text);
        }
        noun.getSubcommands().values().forEach(verb -> append(verb.getCommandSpec(), text));
    }

    private static void append(CommandSpec command, StringBuilder text) {
        String words = command.positionalParameters().stream()
                .map(word -> word.required() ? " " + word.paramLabel() : " [" + word.paramLabel() + "]")
                .collect(Collectors.joining());
        String flags = command.options().stream()
                .filter(option -> !option.inherited())
                .map(option -> " [" + written(option) + "]")
                .collect(Collectors.joining());
        row(command.qualifiedName() + words + flags, command.usageMessage().description()[0], text);
    }

    private static String written(OptionSpec option) {
        return option.longestName() + (option.arity().max() == 0 ? "" : " " + option.paramLabel());
    }

    private static void row(String code, String words, StringBuilder text) {
        text.append(List.of(code).stream()
                        .map(cell -> "| `" + cell.replace("|", "\\|") + "` | ")
                        .collect(Collectors.joining()))
                .append(words.replace("*", "\\*").replace("_", "\\_"))
                .append(" |\n");
    }
}
