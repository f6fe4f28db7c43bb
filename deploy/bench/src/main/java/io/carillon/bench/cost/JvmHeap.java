package io.carillon.bench.cost;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lives in another JVM's heap: {@code jcmd PID GC.class_histogram}, which collects all garbage first and then counts what
 * is left.
 */
public final class JvmHeap {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");
    private static final long PATIENCE_SECONDS = 60;

    private JvmHeap() {}

    /** Bytes of live objects; empty if the process is no JVM, or belongs to somebody else. */
    public static OptionalLong liveBytes(long pid) {
        if (!isJvm(pid)) {
            // To attach is to send SIGQUIT, which ends whoever is no JVM.
            return OptionalLong.empty();
        }
        try {
            Path answer = Files.createTempFile("bench-heap", ".txt");
            try {
                Process jcmd = new ProcessBuilder(jcmdBeside(pid), Long.toString(pid), "GC.class_histogram")
                        .redirectErrorStream(true)
                        .redirectOutput(answer.toFile())
                        .start();
                if (!jcmd.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    jcmd.destroyForcibly();
                    return OptionalLong.empty();
                }
                return total(Files.readString(answer, StandardCharsets.UTF_8));
            } finally {
                Files.delete(answer);
            }
        } catch (IOException noJcmd) {
            return OptionalLong.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }

    private static boolean isJvm(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "maps"), StandardCharsets.ISO_8859_1)
                    .contains("/libjvm.so");
        } catch (IOException notOurs) {
            return false;
        }
    }

    static OptionalLong total(String histogram) {
        Matcher total = TOTAL.matcher(histogram);
        return total.find() ? OptionalLong.of(Long.parseLong(total.group(1))) : OptionalLong.empty();
    }

    /** The jcmd of the JDK that the process runs on, else whichever is found. */
    private static String jcmdBeside(long pid) {
        try {
            Path java = Path.of("/proc", Long.toString(pid), "exe").toRealPath();
            Path jcmd = java.resolveSibling("jcmd");
            if (Files.isExecutable(jcmd)) {
                return jcmd.toString();
            }
        } catch (IOException notOurs) {
            // The one on the path may still reach it.
        }
        return "jcmd";
    }
}
