package io.carillon.faults.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that something was found on. */
public final class Machine {

    private Machine() {}

    /** In words that tell nobody whose it is. */
    public static String here() {
        int cores = Runtime.getRuntime().availableProcessors();
        return cores + (cores == 1 ? " core" : " cores") + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", JDK " + Runtime.version().feature();
    }

    /** Load average of the last minute; 0 where there is none to be had. */
    public static double load() {
        try {
            String averages = Files.readString(Path.of("/proc/loadavg"), StandardCharsets.US_ASCII);
            return Double.parseDouble(averages.substring(0, averages.indexOf(' ')));
        } catch (IOException notLinux) {
            return 0;
        }
    }
}
