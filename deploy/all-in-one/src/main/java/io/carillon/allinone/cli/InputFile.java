package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What somebody names on the command line to be read: a file, or {@code -} for standard input. */
final class InputFile {

    private static final String STANDARD_INPUT = "-";

    private InputFile() {}

    /** Whether standard input is meant. */
    static boolean isStandardInput(String name) {
        return name.equals(STANDARD_INPUT);
    }

    /** As refusals name it. */
    static String named(String name) {
        return isStandardInput(name) ? "standard input" : name;
    }

    /**
     * The text in it.
     *
     * @param what it is, as in {@code issuer}; the refusal is {@code issuer_unreadable}
     */
    static String text(Session session, String what, String name) {
        try {
            return isStandardInput(name) ? session.input() : Files.readString(Path.of(name));
        } catch (IOException unreadable) {
            throw refused(what, name, unreadable);
        }
    }

    /** The JSON in it. */
    static Json json(Session session, String what, String name) {
        try {
            return Json.parse(text(session, what, name));
        } catch (IOException unreadable) {
            throw refused(what, name, unreadable);
        }
    }

    private static CommandFailedException refused(String what, String name, IOException why) {
        return CommandFailedException.refused(
                what + "_unreadable", "The " + what + " in " + named(name) + " cannot be read: " + Texts.reason(why));
    }
}
