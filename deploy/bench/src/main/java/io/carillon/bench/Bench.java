package io.carillon.bench;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code carillon-bench load ...} and {@code carillon-bench report ...}. */
@Command(
        name = "carillon-bench",
        description = "Puts load on a Pusher server and tells what it cost.",
        mixinStandardHelpOptions = true,
        subcommands = {
            LoadCommand.class,
            ReportCommand.class,
            BusReportCommand.class,
            AppsCommand.class,
            TokensCommand.class,
            FailedCommand.class
        })
final class Bench implements Runnable {

    private Bench() {}

    public static void main(String[] args) {
        int exit = new CommandLine(new Bench())
                .setExecutionExceptionHandler((problem, line, parsed) -> {
                    PrintWriter err = line.getErr();
                    if (problem instanceof IllegalArgumentException || problem.getMessage() != null) {
                        err.println(problem.getMessage());
                    } else {
                        problem.printStackTrace(err);
                    }
                    return 1;
                })
                .execute(args);
        System.exit(exit);
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
