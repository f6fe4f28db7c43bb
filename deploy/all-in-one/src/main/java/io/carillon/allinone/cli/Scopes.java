package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a new key or server token may be used for. */
final class Scopes {

    private static final int ALL_OPERATIONS = 5;

    @Option(
            names = "--operations",
            paramLabel = "WORDS",
            split = ",",
            description = "What it may do, separated by commas: publish, subscribe, presence, history, admin. [all]")
    private @Nullable List<String> operations;

    @Option(
            names = "--channels",
            paramLabel = "PATTERNS",
            split = ",",
            description = "On which channels, separated by commas, as in 'ticker-*'. [all]")
    private @Nullable List<String> channels;

    @Option(
            names = "--ends-at",
            paramLabel = "MOMENT",
            description = "When it ends, as in 2027-01-31T00:00:00Z. [never]")
    private @Nullable String endsAt;

    /** The body of a request that makes it. */
    Map<String, Object> body(String name) {
        var body = new LinkedHashMap<String, Object>();
        body.put("name", name);
        if (operations != null) {
            body.put("operations", operations);
        }
        if (channels != null) {
            body.put("channels", channels);
        }
        if (endsAt != null) {
            body.put("ends_at", endsAt);
        }
        return body;
    }

    /** The operations of one that there is. */
    static String operations(Json made) {
        List<Json> words = made.at("operations").items();
        return words.size() == ALL_OPERATIONS ? "all" : made.at("operations").text();
    }
}
