package io.carillon.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Carillon as its user starts it: a process with a working folder, an environment, an output and an end. */
public final class CarillonProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path errors;
    private final BufferedReader output;

    private CarillonProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.output = process.inputReader(UTF_8);
    }

    public static CarillonProcess start(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
                Carillon.class.getName()));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("errors.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CARILLON_") || name.startsWith("PUSHER_"));
        builder.environment().putAll(environment);
        return new CarillonProcess(builder.start(), errors);
    }

    /** The object that {@code --json} prints, its values as text; waits for it. */
    public Map<String, String> announcement() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new AssertionError("no announcement: " + errors());
        }
        var values = new HashMap<String, String>();
        try (var json = new JsonFactory().createParser(line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                values.put(name, json.getText());
            }
        }
        return values;
    }

    /** All that it prints until it ends. */
    public String output() throws IOException {
        var text = new StringBuilder();
        for (int c = output.read(); c >= 0; c = output.read()) {
            text.append((char) c);
        }
        return text.toString();
    }

    /** What it complained about. */
    public String errors() throws IOException {
        return Files.readString(errors);
    }

    /** Asks it to stop, as Ctrl+C or a service manager does. */
    public void terminate() {
        process.destroy();
    }

    public int exitStatus() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        try {
            // While it lives it may write to the folder, which the test removes next.
            process.destroyForcibly().waitFor();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
