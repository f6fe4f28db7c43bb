package io.carillon.acceptance.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What the runs left behind under {@code target}: nothing here was written by hand. */
final class Results {

    enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    /**
     * One check.
     *
     * @param of the library, or the class of the raw-frame suite
     * @param version of the library; empty for our own
     * @param runtime where it ran
     * @param name what was checked
     * @param reason why it failed or was skipped; empty if it passed
     */
    record Check(String of, String version, String runtime, String name, Outcome outcome, String reason) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path target;

    Results(Path target) {
        this.target = target;
    }

    /** Whether the JavaScript libraries were driven at all. */
    boolean hasJavaScript() {
        return Files.exists(javaScript());
    }

    /** The JavaScript libraries' scenarios, in the order of running. */
    List<Check> javaScriptChecks() throws IOException {
        return checks(javaScript());
    }

    /** The stories that are the same for all clients, by name, and in the order of the clients. */
    List<Check> clientChecks() throws IOException {
        List<Check> checks = checks(target.resolve("results").resolve("clients.jsonl"));
        checks.sort(Comparator.comparing(Check::name));
        return checks;
    }

    private static List<Check> checks(Path file) throws IOException {
        var checks = new ArrayList<Check>();
        if (!Files.exists(file)) {
            return checks;
        }
        for (String line : Files.readAllLines(file)) {
            JsonNode one = JSON.readTree(line);
            checks.add(new Check(
                    one.path("library").asText(),
                    one.path("version").asText(),
                    one.path("runtime").asText(),
                    one.path("scenario").asText(),
                    outcome(one.path("outcome").asText()),
                    one.path("reason").asText("")));
        }
        return checks;
    }

    /** All JUnit checks of the failsafe run, by class and name. */
    List<Check> javaChecks() throws IOException {
        var checks = new ArrayList<Check>();
        Path reports = target.resolve("failsafe-reports");
        if (!Files.isDirectory(reports)) {
            return checks;
        }
        try (Stream<Path> files = Files.list(reports)) {
            for (Path file : files.filter(path -> path.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList()) {
                readSuite(file.toFile(), checks);
            }
        }
        // JUnit's own order differs between machines.
        checks.sort(Comparator.comparing(Check::of).thenComparing(Check::name));
        return checks;
    }

    /** Autobahn's verdicts for one agent as {@code {"1.1.1": {"behavior": …, "behaviorClose": …}}}; missing if it never ran. */
    JsonNode autobahn(String agent) throws IOException {
        Path report = target.resolve("autobahn").resolve(agent).resolve("reports/index.json");
        return Files.exists(report) ? JSON.readTree(report.toFile()).path(agent) : JSON.missingNode();
    }

    private Path javaScript() {
        return target.resolve("results").resolve("libraries.jsonl");
    }

    private static void readSuite(File file, List<Check> checks) throws IOException {
        try {
            var cases = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file)
                    .getElementsByTagName("testcase");
            for (int i = 0; i < cases.getLength(); i++) {
                if (cases.item(i) instanceof Element one) {
                    String name = one.getAttribute("classname");
                    checks.add(new Check(
                            name.substring(name.lastIndexOf('.') + 1),
                            "",
                            "Java",
                            one.getAttribute("name")
                                    .replaceFirst("[({\\[].*", "")
                                    .replace('_', ' '),
                            outcome(one),
                            reason(one)));
                }
            }
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("Cannot read " + file, e);
        }
    }

    private static Outcome outcome(Element one) {
        if (has(one, "failure") || has(one, "error")) {
            return Outcome.FAILED;
        }
        return has(one, "skipped") ? Outcome.SKIPPED : Outcome.PASSED;
    }

    private static String reason(Element one) {
        for (String tag : List.of("failure", "error", "skipped")) {
            if (one.getElementsByTagName(tag).item(0) instanceof Element why) {
                return why.getAttribute("message");
            }
        }
        return "";
    }

    private static boolean has(Element one, String tag) {
        return one.getElementsByTagName(tag).getLength() > 0;
    }

    private static Outcome outcome(String word) {
        return switch (word) {
            case "passed" -> Outcome.PASSED;
            case "skipped" -> Outcome.SKIPPED;
            default -> Outcome.FAILED;
        };
    }
}
