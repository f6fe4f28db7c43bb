package io.carillon.process.terminal;

import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the start text is printed on. */
public final class Terminal {

    private final Map<String, String> environment;
    private final boolean interactive;

    private Terminal(Map<String, String> environment, boolean interactive) {
        this.environment = environment;
        this.interactive = interactive;
    }

    public static Terminal of(Map<String, String> environment) {
        return new Terminal(environment, isInteractive(System.console()));
    }

    /** From JDK 22 there is a console even where the output is a file; it then says so itself. */
    private static boolean isInteractive(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }

    /** Whether somebody sits there who reads what is printed and can answer. */
    public boolean isInteractive() {
        return interactive;
    }

    /** Colours, unless the output is no terminal or the user wants none: see no-color.org. */
    public Paint paint() {
        boolean unwanted =
                !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
        return interactive && !unwanted ? Paint.COLOURS : Paint.NONE;
    }

    /** Whether there is somebody who could see a browser open. */
    public boolean hasDesktop() {
        return interactive
                && (isMac() || environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY"));
    }

    /** Opens a page. If there is no browser, the address is on the screen all the same. */
    public void browse(URI page) {
        try {
            new ProcessBuilder(List.of(isMac() ? "open" : "xdg-open", page.toString()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noBrowser) {
            // The start text has just told where to look.
        }
    }

    private static boolean isMac() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
    }
}
