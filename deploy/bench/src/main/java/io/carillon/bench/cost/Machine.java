package io.carillon.bench.cost;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine that a figure was measured on.
 *
 * @param cpu model name
 * @param cores as the kernel counts them, whatever this process is pinned to
 * @param kernel release
 */
public record Machine(String cpu, int cores, String kernel) {

    public static Machine here() {
        String info = read(Path.of("/proc/cpuinfo"));
        String model = "unknown";
        int cores = 0;
        for (String line : info.split("\n", -1)) {
            if (line.startsWith("model name")) {
                model = line.substring(line.indexOf(':') + 1).trim();
            }
            if (line.startsWith("processor")) {
                cores++;
            }
        }
        return new Machine(
                model, cores, read(Path.of("/proc/sys/kernel/osrelease")).trim());
    }

    /** Load average of the last minute: above the number of busy cores, others were at work too. */
    public static double load() {
        String averages = read(Path.of("/proc/loadavg"));
        int end = averages.indexOf(' ');
        return end < 0 ? 0 : Double.parseDouble(averages.substring(0, end));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException notLinux) {
            return "";
        }
    }
}
