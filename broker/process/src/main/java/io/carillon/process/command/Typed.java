package io.carillon.process.command;

import io.carillon.process.settings.Setting;
import java.util.Map;

/** What was typed on a command line. */
public sealed interface Typed {

    /**
     * Start, with these flags.
     *
     * @param command its name; that of the program if none was typed
     */
    record Start(String command, Map<Setting, String> flags) implements Typed {}

    /** Print a text and be done. */
    record Print(String text) implements Typed {}
}
