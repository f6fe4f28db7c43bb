package io.carillon.allinone.cli;

import io.carillon.process.settings.ClientNames;
import io.carillon.process.terminal.Paint;
import io.carillon.process.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** One command's surroundings: which platform it talks to and as whom, and who reads what it prints. */
@Command(name = "carillon", description = "Commands that talk to a running platform.")
final class Session {

    private static final String HERE = "http://127.0.0.1:6001";

    private final Map<String, String> environment;
    private final Terminal terminal;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Where the platform is; also " + ClientNames.URL + ". [" + HERE + "]")
    private @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            scope = ScopeType.INHERIT,
            description = "API token; better in " + ClientNames.TOKEN + ".")
    private @Nullable String token;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "File that holds the API token and nothing else; also " + ClientNames.TOKEN_FILE + ".")
    private @Nullable Path tokenFile;

    @Option(
            names = "--organisation",
            paramLabel = "ID",
            scope = ScopeType.INHERIT,
            description = "Which organisation is meant, if you are in several; also " + ClientNames.ORGANISATION + ".")
    private @Nullable String organisation;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print what the platform answered, as it is, for programs.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print this.")
    private boolean help;

    Session(Map<String, String> environment, Terminal terminal, InputStream in, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.terminal = terminal;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** One that only knows what commands there are. */
    static Session ofNobody() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Session(Map.of(), Terminal.of(Map.of()), InputStream.nullInputStream(), nowhere, nowhere);
    }

    /** @throws CommandFailedException if it is not said who asks, or not properly where */
    Api api() {
        return new Api(address(), token());
    }

    private URI address() {
        String text = or(url, environment(ClientNames.URL), HERE);
        try {
            URI address = URI.create(text.replaceAll("/+$", ""));
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getRawQuery() == null
                    && address.getRawUserInfo() == null) {
                return address;
            }
        } catch (IllegalArgumentException noAddress) {
            // Said below.
        }
        throw CommandFailedException.typed(
                "The URL of the platform must look like " + HERE + " or https://carillon.example.com.");
    }

    private String token() {
        if (token != null && tokenFile != null) {
            throw CommandFailedException.typed("--token and --token-file are both given. Leave one out.");
        }
        if (token != null) {
            return token;
        }
        if (tokenFile != null) {
            return read(tokenFile);
        }
        String inEnvironment = environment(ClientNames.TOKEN);
        String file = environment(ClientNames.TOKEN_FILE);
        if (inEnvironment != null || file != null) {
            return inEnvironment != null ? inEnvironment : read(Path.of(String.valueOf(file)));
        }
        throw CommandFailedException.refused(
                "token_missing",
                "No API token is given. Make one in the console, and give it in " + ClientNames.TOKEN
                        + ", or in a file with --token-file.");
    }

    private static String read(Path file) {
        try {
            String text = Files.readString(file).strip();
            if (!text.isEmpty()) {
                return text;
            }
        } catch (IOException unreadable) {
            throw CommandFailedException.refused(
                    "token_file_unreadable",
                    "The file " + file + " cannot be read ("
                            + unreadable.getClass().getSimpleName()
                            + "). Make it a text file which this user may read, with the API token and nothing else.");
        }
        throw CommandFailedException.refused(
                "token_file_unreadable", "The file " + file + " is empty. Write the API token into it.");
    }

    private @Nullable String environment(String name) {
        String text = environment.get(name);
        return text == null || text.isEmpty() ? null : text;
    }

    /** The environment, for what other programs keep there. */
    Map<String, String> environment() {
        return environment;
    }

    private static String or(@Nullable String first, @Nullable String second, String third) {
        return first != null ? first : second != null ? second : third;
    }

    /** The organisation that was named; null if none was. */
    @Nullable
    String organisation() {
        return organisation != null ? organisation : environment(ClientNames.ORGANISATION);
    }

    /** Whether a program reads what is printed. */
    boolean isForPrograms() {
        return json;
    }

    /** What the platform answered to a program; otherwise what a person shall see. */
    void print(String answered, java.util.function.Function<Paint, String> forPeople) {
        out.print(json ? answered + "\n" : forPeople.apply(terminal.paint()));
        out.flush();
    }

    /** A line for people alone. */
    void say(String sentence) {
        if (!json) {
            out.println(sentence);
        }
    }

    /** As it is, whoever reads it. */
    void printRaw(String text) {
        out.print(text);
        out.flush();
    }

    PrintStream err() {
        return err;
    }

    PrintWriter printer() {
        return new PrintWriter(out, true);
    }

    PrintWriter errorPrinter() {
        return new PrintWriter(err, true);
    }

    /** All that stands on standard input. */
    String input() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /**
     * Passes if somebody agrees.
     *
     * @param agreed whether they did so on the command line
     * @param what is about to happen, as a sentence
     * @throws CommandFailedException if nobody can be asked, or they do not
     */
    void confirm(boolean agreed, String what) {
        if (agreed) {
            return;
        }
        if (!terminal.isInteractive()) {
            throw CommandFailedException.refused(
                    "confirmation_needed", what + " There is nobody here to ask, so nothing was done. Add --yes.");
        }
        err.print(what + " Type yes to go on: ");
        err.flush();
        if (!"yes".equalsIgnoreCase(line())) {
            throw CommandFailedException.refused("not_confirmed", "Nothing was done.");
        }
    }

    private String line() {
        try {
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line.strip();
        } catch (IOException gone) {
            return "";
        }
    }
}
