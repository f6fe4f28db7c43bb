package io.carillon.acceptance.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.acceptance.server.RunningJar;
import io.carillon.acceptance.wire.RawClient;
import io.carillon.acceptance.wire.RawHttp;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is what happens: from its first command to a message on a socket. */
final class QuickstartIT {

    private static final Path ROOT = Path.of(RunningJar.required("carillon.root"));

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void the_first_command_starts_a_server_and_the_line_that_it_prints_publishes() throws Exception {
        assumeTrue(isOnPath("curl"), "there is no curl on this machine");
        String command = Readme.in(ROOT).quickstart().get(0);
        File log = Files.createDirectories(Path.of(RunningJar.required("carillon.target"), "servers"))
                .resolve("quickstart.err.log")
                .toFile();

        Process process = started(command, log);
        try (BufferedReader printed = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            Map<String, String> told = readReport(printed, log);
            URI socket = URI.create(line(told, "WebSocket"));
            try (RawClient alice = RawClient.open(socket.getHost(), socket.getPort(), socket.getRawPath())) {
                alice.nextText();
                alice.subscribes("my-channel");
                alice.hears(
                        "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"my-channel\",\"data\":\"{}\"}");

                String answer = run(line(told, "Publish"));

                assertThat(answer).isEqualTo("{}");
                alice.hears(
                        "{\"event\":\"greeting\",\"channel\":\"my-channel\",\"data\":\"{\\\"text\\\":\\\"Hello\\\"}\"}");
            }
            RawHttp.Answer page = new RawHttp(socket.getHost(), socket.getPort()).send("GET", "/playground", null);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body()).contains("<title>Carillon playground</title>");
            assertThat(line(told, "Playground")).endsWith("/playground");
        } finally {
            process.destroy();
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        assertThat(process.exitValue()).as("Ctrl+C is a good end").isIn(0, 130, 143);
    }

    @Test
    void the_second_command_is_the_one_that_runs_this() {
        String command = Readme.in(ROOT).quickstart().get(1);

        assertThat(command).isEqualTo("deploy/test");
        assertThat(ROOT.resolve(command)).isExecutable();
    }

    /** In the shell, from the repository's folder, as it stands in the README; only ports and folder are ours. */
    private Process started(String command, File log) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", "exec " + command)
                .directory(ROOT.toFile())
                .redirectError(log);
        shell.environment().keySet().removeIf(name -> name.startsWith("CARILLON_") || name.startsWith("PUSHER_"));
        shell.environment().put("CARILLON_PORT", Integer.toString(RunningJar.freePort()));
        shell.environment().put("CARILLON_MANAGEMENT_PORT", Integer.toString(RunningJar.freePort()));
        shell.environment().put("CARILLON_DATA_DIR", folder.resolve("data").toString());
        return shell.start();
    }

    /** The aligned lines of the start text: words, at least two spaces, value; up to how to stop. */
    private static Map<String, String> readReport(BufferedReader printed, File log) throws IOException {
        var told = new TreeMap<String, String>();
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            String[] parts = line.strip().split(" {2,}", 2);
            if (parts.length == 2) {
                told.put(parts[0], parts[1]);
            }
            if (line.contains("Ctrl+C to stop")) {
                return told;
            }
        }
        throw new AssertionError(
                "It ended without saying how to stop it: " + told + "\n" + Files.readString(log.toPath()));
    }

    private static String line(Map<String, String> told, String label) {
        String value = told.get(label);
        if (value == null) {
            throw new AssertionError("The start text has no line '" + label + "': " + told);
        }
        return value;
    }

    private static String run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command.replaceFirst("^curl ", "curl -sS "))
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return answer.strip();
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
