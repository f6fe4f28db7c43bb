package io.carillon.acceptance.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.acceptance.server.RunningJar;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A Node process in which people use one JavaScript library: {@code libraries/clients/agent.mjs}. */
final class JavaScriptAgent implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path errors;
    private final Writer commands;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, Told> people = new ConcurrentHashMap<>();
    private final Map<Integer, CompletableFuture<JsonNode>> questions = new ConcurrentHashMap<>();

    private JavaScriptAgent(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    static JavaScriptAgent start(String library) {
        try {
            Path logs = Files.createDirectories(Path.of(RunningJar.required("carillon.target"), "servers"));
            Path errors = logs.resolve(library + ".err.log");
            Process process = new ProcessBuilder("node", "clients/agent.mjs", library)
                    .directory(Path.of(RunningJar.required("carillon.root"), "deploy/acceptance/libraries")
                            .toFile())
                    .redirectError(errors.toFile())
                    .start();
            var agent = new JavaScriptAgent(process, errors);
            var ear = new Thread(agent::listen, library);
            ear.setDaemon(true);
            ear.start();
            return agent;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Person person(Invitation invitation) {
        int number = numbers.incrementAndGet();
        people.put(number, invitation.told());
        return new JavaScriptPerson(number, invitation);
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(JSON.readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            questions.values().forEach(question -> question.completeExceptionally(ended()));
        }
    }

    private void hear(JsonNode line) {
        if (line.has("told")) {
            Objects.requireNonNull(people.get(line.path("person").asInt()))
                    .add(line.path("told").asText());
            return;
        }
        CompletableFuture<JsonNode> question =
                Objects.requireNonNull(questions.remove(line.path("id").asInt()));
        if (line.has("error")) {
            question.completeExceptionally(new AssertionError(line.path("error").asText()));
        } else {
            question.complete(line.path("value"));
        }
    }

    private IllegalStateException ended() {
        try {
            return new IllegalStateException("The agent ended: " + Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode ask(int person, String does, Map<String, Object> details) {
        var answer = new CompletableFuture<JsonNode>();
        int id = numbers.incrementAndGet();
        questions.put(id, answer);
        Map<String, Object> command = new HashMap<>(details);
        command.putAll(Map.of("id", id, "person", person, "does", does));
        try {
            synchronized (commands) {
                commands.write(JSON.writeValueAsString(command) + "\n");
                commands.flush();
            }
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(ended().getMessage(), e);
        } catch (TimeoutException e) {
            throw new AssertionError("The agent does not answer: " + command, e);
        } catch (ExecutionException e) {
            throw new AssertionError(does + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private final class JavaScriptPerson implements Person {

        private final int number;
        private final Invitation invitation;

        JavaScriptPerson(int number, Invitation invitation) {
            this.number = number;
            this.invitation = invitation;
        }

        @Override
        public Told told() {
            return invitation.told();
        }

        @Override
        public void connect() {
            ask(
                    number,
                    "connect",
                    Map.of(
                            "key", invitation.key(),
                            "host", invitation.host(),
                            "port", invitation.port(),
                            "channels", invitation.channels(),
                            "users", invitation.users()));
        }

        @Override
        public void subscribe(String channel, String... events) {
            ask(number, "subscribe", Map.of("channel", channel, "events", events));
        }

        @Override
        public void unsubscribe(String channel) {
            ask(number, "unsubscribe", Map.of("channel", channel));
        }

        @Override
        public void trigger(String channel, String event, String data) {
            ask(number, "trigger", Map.of("channel", channel, "event", event, "data", data));
        }

        @Override
        public Map<String, String> members(String channel) {
            var members = new LinkedHashMap<String, String>();
            ask(number, "members", Map.of("channel", channel))
                    .fields()
                    .forEachRemaining(member ->
                            members.put(member.getKey(), member.getValue().asText()));
            return members;
        }

        @Override
        public void signsIn(String... events) {
            if (ask(number, "signIn", Map.of("events", events)).isMissingNode()) {
                throw new AssertionError("The sign-in failed. " + told());
            }
        }

        @Override
        public void disconnect() {
            ask(number, "disconnect", Map.of());
        }
    }
}
