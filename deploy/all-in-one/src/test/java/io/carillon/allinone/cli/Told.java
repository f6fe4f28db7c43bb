package io.carillon.allinone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** What a command told, and how it ended. */
record Told(int status, String out, String err) {

    static Told by(Map<String, String> environment, String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = Cli.run(environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), words);
        return new Told(status, out.toString(UTF_8), err.toString(UTF_8));
    }
}
