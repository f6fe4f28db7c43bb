package io.carillon.acceptance.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.acceptance.report.Results.Check;
import io.carillon.acceptance.report.Results.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code docs/conformance.md} from what the runs left behind. It names no time and no machine, so that it changes when
 * a result does and not otherwise.
 */
public final class ConformanceReport {

    private static final Map<String, String> JAVA_LIBRARIES =
            Map.of("PusherJavaClientIT", "pusher-java-client", "PusherHttpJavaIT", "pusher-http-java");

    private final Results results;
    private final Map<String, String> versions;
    private final StringBuilder page = new StringBuilder();

    private ConformanceReport(Results results, Map<String, String> versions) {
        this.results = results;
        this.versions = versions;
    }

    /** @param args the build folder, the page to write, and versions as {@code name=version} */
    public static void main(String[] args) throws IOException {
        var versions = new LinkedHashMap<String, String>();
        for (int i = 2; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            versions.put(args[i].substring(0, equals), args[i].substring(equals + 1));
        }
        Files.writeString(Path.of(args[1]), new ConformanceReport(new Results(Path.of(args[0])), versions).write());
    }

    private String write() throws IOException {
        List<Check> libraries = new ArrayList<>(results.javaScriptChecks());
        List<Check> clients = results.clientChecks();
        List<Check> raw = new ArrayList<>();
        for (Check check : results.javaChecks()) {
            String library = JAVA_LIBRARIES.get(check.of());
            if (check.of().equals("AutobahnIT") || check.of().endsWith("StoriesIT")) {
                continue; // They speak for themselves, case by case.
            }
            if (library == null) {
                raw.add(check);
            } else {
                libraries.add(new Check(
                        library,
                        versions.getOrDefault(library, ""),
                        check.runtime(),
                        check.name(),
                        check.outcome(),
                        check.reason()));
            }
        }
        line("# Conformance");
        line("");
        line(
                "Written by `deploy/test` from what it ran; not by hand. The libraries are the unmodified packages of these exact");
        line(
                "versions, and all of it drives the jar as a process of its own. SKIPPED means that it was not run, and why.");
        line("");
        writeSummary(libraries, clients, raw);
        writeClients(clients);
        writeLibraries(libraries);
        writeRaw(raw);
        writeAutobahn();
        return page.toString();
    }

    private void writeSummary(List<Check> libraries, List<Check> clients, List<Check> raw) throws IOException {
        line("| part | passed | failed | skipped |");
        line("|---|---:|---:|---:|");
        Map<String, List<Check>> byLibrary =
                libraries.stream().collect(Collectors.groupingBy(Check::of, LinkedHashMap::new, Collectors.toList()));
        byLibrary.forEach((library, checks) -> count(library + " " + allVersions(checks), checks));
        if (!results.hasJavaScript()) {
            line("| JavaScript libraries, playground | 0 | 0 | SKIPPED: no Node 20 on this machine |");
        }
        count("the same stories with every client, over a cluster", clients);
        count("raw frames and requests, quickstart", raw);
        for (String agent : List.of("path", "root")) {
            JsonNode cases = results.autobahn(agent);
            if (cases.isMissingNode()) {
                line("| Autobahn at " + place(agent) + " | 0 | 0 | SKIPPED: it was not run |");
            } else {
                int failed = 0;
                for (Iterator<JsonNode> one = cases.elements(); one.hasNext(); ) {
                    failed += isGood(one.next()) ? 0 : 1;
                }
                line("| Autobahn at " + place(agent) + " | " + (cases.size() - failed) + " | " + failed + " | 0 |");
            }
        }
        line("");
    }

    private void writeClients(List<Check> clients) {
        if (clients.isEmpty()) {
            return;
        }
        line("## Every client, over a cluster");
        line("");
        line(
                "The same stories with each, over three brokers and two control planes behind a proxy; people whom a story names are on");
        line("different brokers.");
        line("");
        writeTable("story", clients, check -> (check.of() + " " + check.version()).strip());
    }

    private void writeLibraries(List<Check> libraries) {
        Map<String, List<Check>> byLibrary =
                libraries.stream().collect(Collectors.groupingBy(Check::of, LinkedHashMap::new, Collectors.toList()));
        byLibrary.forEach((library, checks) -> {
            line("## " + library);
            line("");
            writeTable("scenario", checks, check -> check.version() + ", " + check.runtime());
        });
    }

    private void writeTable(String corner, List<Check> checks, Function<Check, String> columnOf) {
        Set<String> columns = new LinkedHashSet<>();
        Set<String> rows = new LinkedHashSet<>();
        Map<String, Check> cells = new LinkedHashMap<>();
        for (Check check : checks) {
            String column = columnOf.apply(check);
            columns.add(column);
            rows.add(check.name());
            // A scenario that ran with several parameters is as good as its worst run.
            cells.merge(
                    check.name() + "\n" + column, check, (one, other) -> one.outcome() == Outcome.FAILED ? one : other);
        }
        line("| " + corner + " | " + String.join(" | ", columns) + " |");
        line("|---" + "|---".repeat(columns.size()) + "|");
        for (String row : rows) {
            line("| " + row + " | "
                    + columns.stream()
                            .map(column -> word(cells.get(row + "\n" + column)))
                            .collect(Collectors.joining(" | "))
                    + " |");
        }
        line("");
    }

    private void writeRaw(List<Check> raw) {
        line("## Raw frames and requests");
        line("");
        line("Whole frames compared with whole frames, over a socket without a library.");
        line("");
        line("| suite | passed | failed | skipped |");
        line("|---|---:|---:|---:|");
        var byClass = new TreeMap<>(raw.stream().collect(Collectors.groupingBy(Check::of)));
        byClass.forEach((name, checks) -> count(name.replaceFirst("IT$", ""), checks));
        line("");
        List<Check> others =
                raw.stream().filter(check -> check.outcome() != Outcome.PASSED).toList();
        for (Check check : others) {
            line("* " + word(check) + ": " + check.of().replaceFirst("IT$", "") + ", " + check.name());
        }
        if (!others.isEmpty()) {
            line("");
        }
    }

    private void writeAutobahn() throws IOException {
        line("## Autobahn");
        line("");
        line("The fuzzing client of the Autobahn testsuite (Maven plugin " + versions.getOrDefault("autobahn", "")
                + "), sections 1 to 7 and 10, against an echo behind");
        line(
                "our WebSocket pipeline. Section 9 is left out: it times the echo of messages that a Pusher server refuses.");
        line("");
        for (String agent : List.of("path", "root")) {
            JsonNode cases = results.autobahn(agent);
            if (cases.isMissingNode()) {
                line("* At " + place(agent) + ": SKIPPED, it was not run.");
                continue;
            }
            var verdicts = new TreeMap<String, Integer>();
            var ends = new TreeMap<String, Integer>();
            for (JsonNode one : cases) {
                verdicts.merge(one.path("behavior").asText(), 1, Integer::sum);
                ends.merge(one.path("behaviorClose").asText(), 1, Integer::sum);
            }
            line("* At " + place(agent) + ": " + cases.size() + " cases, behaviour " + verdicts + ", closes " + ends
                    + ".");
        }
    }

    private void count(String what, List<Check> checks) {
        line("| " + what + " | " + in(checks, Outcome.PASSED) + " | " + in(checks, Outcome.FAILED) + " | "
                + in(checks, Outcome.SKIPPED) + " |");
    }

    private static long in(List<Check> checks, Outcome outcome) {
        return checks.stream().filter(check -> check.outcome() == outcome).count();
    }

    private static String allVersions(List<Check> checks) {
        return checks.stream().map(Check::version).distinct().collect(Collectors.joining(" and "));
    }

    private static boolean isGood(JsonNode verdict) {
        Set<String> good = Set.of("OK", "NON-STRICT", "INFORMATIONAL");
        return good.contains(verdict.path("behavior").asText())
                && good.contains(verdict.path("behaviorClose").asText());
    }

    private static String place(String agent) {
        return agent.equals("root") ? "`/`" : "a path";
    }

    private static String word(@Nullable Check check) {
        if (check == null) {
            return "";
        }
        return switch (check.outcome()) {
            case PASSED -> "pass";
            case FAILED -> "**FAIL**";
            case SKIPPED -> "SKIPPED" + (check.reason().isEmpty() ? "" : ": " + check.reason());
        };
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
