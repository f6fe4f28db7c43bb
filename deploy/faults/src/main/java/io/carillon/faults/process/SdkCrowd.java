package io.carillon.faults.process;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process with many clients of one of our SDKs, which are told a channel and otherwise left alone: {@code deploy/faults/crowd}. */
public final class SdkCrowd {

    /** Which SDK, and what it takes to use it. */
    public enum Sdk {
        CARILLON_JS("carillon-js", "sdk-js/dist/index.js", "sdk-js/node_modules/ws/package.json"),
        CARILLON_CLIENT("carillon-client", "sdk-java/client/target/classes", "sdk-java/protocol/target/classes");

        private final String words;
        private final List<String> parts;

        Sdk(String words, String... parts) {
            this.words = words;
            this.parts = List.of(parts);
        }

        @Override
        public String toString() {
            return words;
        }

        /** Whether it has been built. */
        public boolean isBuilt(Jars jars) {
            return parts.stream().allMatch(part -> Files.exists(jars.root().resolve(part)));
        }

        private List<String> command(Jars jars) {
            Path crowds = jars.root().resolve("deploy/faults/crowd");
            if (this == CARILLON_JS) {
                return List.of("node", crowds.resolve("crowd.mjs").toString());
            }
            String classes = String.join(
                    ":",
                    parts.stream()
                            .map(part -> jars.root().resolve(part).toString())
                            .toList());
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-Xss256k",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classes,
                    crowds.resolve("Crowd.java").toString());
        }
    }

    /**
     * How its clients stood at a moment. But for {@code connected} and {@code subscribed} the numbers only grow.
     *
     * @param at milliseconds of the machine's clock
     * @param attempts to connect
     * @param postponed attempts that were refused with 4100
     * @param failed other attempts and connections that failed
     * @param gaveUp clients that do not try again
     * @param heard events
     */
    public record Moment(
            @JsonProperty("at") long at,
            @JsonProperty("attempts") long attempts,
            @JsonProperty("postponed") long postponed,
            @JsonProperty("failed") long failed,
            @JsonProperty("connects") long connects,
            @JsonProperty("connected") long connected,
            @JsonProperty("subscribed") long subscribed,
            @JsonProperty("gaveUp") long gaveUp,
            @JsonProperty("heard") long heard) {

        static final Moment NOTHING_YET = new Moment(0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningProcess process;

    private SdkCrowd(RunningProcess process) {
        this.process = process;
    }

    /**
     * Starts it, and does not wait.
     *
     * @param perSecond how many clients begin each second
     */
    public static SdkCrowd start(
            Processes processes,
            Jars jars,
            String name,
            Sdk sdk,
            Address server,
            String key,
            int clients,
            int perSecond,
            String channel) {
        List<String> command = new ArrayList<>(sdk.command(jars));
        command.addAll(List.of(
                server.host(),
                Integer.toString(server.port()),
                key,
                Integer.toString(clients),
                Integer.toString(perSecond),
                channel));
        return new SdkCrowd(processes.start(name, command, Map.of()));
    }

    public RunningProcess process() {
        return process;
    }

    /** How it stands now. */
    public Moment now() {
        if (!process.isAlive()) {
            throw new IllegalStateException(process + " has ended:\n" + process.logEnd());
        }
        String log = wholeLines();
        int begin = log.lastIndexOf("\n{") + 1;
        return log.startsWith("{", begin) ? read(log.substring(begin)) : Moment.NOTHING_YET;
    }

    /** How it stood, ten times a second, from its start until now. */
    public List<Moment> moments() {
        List<Moment> moments = new ArrayList<>();
        wholeLines().lines().filter(line -> line.startsWith("{")).forEach(line -> moments.add(read(line)));
        return moments;
    }

    /** The last line may be half written. */
    private String wholeLines() {
        String log = process.log();
        return log.substring(0, log.lastIndexOf('\n') + 1);
    }

    private static Moment read(String line) {
        try {
            return JSON.readValue(line, Moment.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
