package io.carillon.allinone;

import io.carillon.allinone.cli.Cli;
import io.carillon.process.refusal.StartRefusedException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where the jar begins. */
public final class Carillon {

    private static final int REFUSED = 1;
    /** As sysexits.h has it for what is a program's own fault. */
    private static final int FAILED = 70;

    private Carillon() {}

    /** Runs one command; what it was given on the line, in the environment and in the working folder decides which and how. */
    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int status = run(arguments, out, System.err);
        out.flush();
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            var commands = new Commands(System.getenv(), out, err);
            CommandLines.parse(arguments).handleBy(commands);
            return commands.status();
        } catch (StartRefusedException refused) {
            err.println("carillon: " + refused.getMessage() + " (" + refused.code() + ")");
            return refused.code().startsWith("command_") ? Cli.USAGE : REFUSED;
        } catch (RuntimeException | Error failed) {
            // Threads that are there already would keep alive what does nothing any more, and nobody would start it
            // again.
            failed.printStackTrace(err);
            return FAILED;
        }
    }
}
