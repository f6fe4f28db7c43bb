package io.carillon.acceptance.autobahn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.acceptance.server.RunningJar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fuzzing client of the Autobahn testsuite against the pipeline that carries Pusher's frames, with an echo at its end
 * instead of Pusher's meaning.
 *
 * <p>Section 9 is left out: it measures how fast messages of up to 16 MB are echoed, and a Pusher server refuses those.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class AutobahnIT {

    private static final int CASES = 247;

    /** Autobahn's words for a case that went as the RFC says, or as it allows. */
    private static final Set<String> GOOD = Set.of("OK", "NON-STRICT", "INFORMATIONAL");

    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/"})
    void every_case_passes_and_every_connection_ends_cleanly(String path) throws Exception {
        String agent = path.equals("/") ? "root" : "path";
        Path folder = Files.createDirectories(Path.of(RunningJar.required("carillon.target"), "autobahn", agent));

        try (RunningJar jar = RunningJar.start("autobahn-" + agent, Map.of("CARILLON_ECHO", path))) {
            run(folder, agent, "ws://" + jar.host() + ":" + jar.port() + path);
        }

        JsonNode cases = new ObjectMapper()
                .readTree(folder.resolve("reports/index.json").toFile())
                .path(agent);
        List<String> failed = new ArrayList<>();
        List<String> unclean = new ArrayList<>();
        cases.fields().forEachRemaining(one -> {
            if (!GOOD.contains(one.getValue().path("behavior").asText())) {
                failed.add(one.getKey() + " " + one.getValue().path("behavior").asText());
            }
            if (!GOOD.contains(one.getValue().path("behaviorClose").asText())) {
                unclean.add(one.getKey() + " "
                        + one.getValue().path("behaviorClose").asText());
            }
        });
        assertThat(cases.size()).as("cases that were run").isEqualTo(CASES);
        assertThat(failed).as("failed cases, see %s", folder).isEmpty();
        assertThat(unclean).as("unclean closes, see %s", folder).isEmpty();
    }

    private static void run(Path folder, String agent, String url) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("spec.json"), """
                {"options": {"failByDrop": false}, "outdir": "reports", "cases": ["*"], "exclude-cases": ["9.*"],
                 "servers": [{"agent": "%s", "url": "%s", "options": {}}]}
                """.formatted(agent, url));
        Files.writeString(folder.resolve("run.py"), """
                import json
                from autobahntestsuite import wstest
                wstest.start({'mode': 'fuzzingclient'}, json.load(open('spec.json')))
                """);
        Path testsuite = folder.resolveSibling("testsuite.jar");
        Path log = folder.resolve("autobahn.log");
        Process process = new ProcessBuilder(
                        RunningJar.java(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        testsuite + File.pathSeparator + folder.resolveSibling("jython.jar"),
                        "org.python.util.jython",
                        "run.py")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(4, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("The testsuite did not finish in time:\n" + tail(log));
        }
        assertThat(process.exitValue()).as(tail(log)).isZero();
    }

    private static String tail(Path log) throws IOException {
        String text = Files.readString(log, UTF_8);
        return text.substring(Math.max(0, text.length() - 2_000));
    }
}
