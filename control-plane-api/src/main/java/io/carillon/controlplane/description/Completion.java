package io.carillon.controlplane.description;

import io.carillon.controlplane.app.SettingRange;
import io.carillon.controlplane.description.Operations.Needs;
import io.carillon.controlplane.description.Operations.Operation;
import io.carillon.controlplane.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Adds to what the compiler wrote of each method what holds for all of them: how refusals look, who must say who they are, versions and
 * repetitions, and what settings may be. What is like that by rule is written down once, here.
 */
final class Completion {

    private static final String SCHEMAS = "#/components/schemas/";
    private static final String SETTINGS = "AppSettings";
    private static final String SOME_SETTINGS = "SomeAppSettings";
    private static final Set<String> CHANGING = Set.of("put", "patch", "delete");

    private final Tree document;
    private final Tree schemas;

    Completion(Tree document) {
        this.document = document;
        this.schemas = document.child("components").child("schemas");
    }

    /**
     * @param operations what is answered, and what the method that does must be given
     * @param defaults of settings, by the names under which they are sent
     */
    void complete(Map<Operation, Needs> operations, Map<String, Object> defaults) {
        settings(defaults);
        refusals();
        headers();
        document.put(
                "security",
                List.of(Map.of("api_token", List.of()), Map.of("session", List.of(), "csrf_token", List.of())));
        operations.forEach((operation, needs) -> {
            Tree path = document.child("paths").find(operation.path());
            Tree described = path == null ? null : path.find(operation.method());
            if (path != null && described != null) {
                complete(described, needs);
                if (isVersioned(described)) {
                    header(described.child("responses").child("200"), "ETag");
                }
                if (needs.request() && CHANGING.contains(operation.method()) && isVersioned(path, described)) {
                    parameter(described, "IfMatch");
                }
                if (!needs.caller()) {
                    described.put("security", List.of());
                }
            }
        });
    }

    private static void complete(Tree operation, Needs needs) {
        if (operation.text("summary").equals(operation.text("description"))) {
            operation.fields().remove("description");
        }
        operation
                .list("parameters")
                .forEach(parameter -> parameter.child("schema").fields().remove("nullable"));
        Tree responses = operation.child("responses");
        answer(responses, "200", "As asked for.");
        answer(responses, "201", "It was made.");
        answer(responses, "204", "It is done; there is nothing to show.");
        if (responses.has("204")) {
            responses.child("204").fields().remove("content");
        }
        if (responses.has("201") && needs.caller() && needs.request()) {
            header(responses.child("201"), "Location");
            parameter(operation, "IdempotencyKey");
        }
        responses.put("default", reference("#/components/responses/Refused"));
    }

    private static void answer(Tree responses, String status, String words) {
        if (responses.has(status) && responses.child(status).text("description").endsWith(status + " response")) {
            responses.child(status).put("description", words);
        }
    }

    private static void header(Tree response, String name) {
        response.child("headers").put(name, reference("#/components/headers/" + name));
    }

    private static void parameter(Tree operation, String name) {
        var parameters = new ArrayList<Object>();
        operation.list("parameters").forEach(parameter -> parameters.add(parameter.fields()));
        parameters.add(reference("#/components/parameters/" + name));
        operation.put("parameters", parameters);
    }

    /** Whether what an operation changes has a version: it answers with it, or it is shown under the same path. */
    private boolean isVersioned(Tree path, Tree operation) {
        Tree get = path.find("get");
        return isVersioned(operation) || (get != null && isVersioned(get));
    }

    /** Whether an operation answers with something that has a version, which is then its ETag. */
    private boolean isVersioned(Tree operation) {
        Tree answer = operation.find("responses", "200", "content", "application/json", "schema");
        String shown = answer == null ? "" : answer.text("$ref");
        Tree schema = shown.startsWith(SCHEMAS) ? schemas.find(shown.substring(SCHEMAS.length())) : null;
        return schema != null && schema.child("properties").has("version");
    }

    /** What settings may be and are unless they are set; and that who makes or changes an app need not name them all. */
    private void settings(Map<String, Object> defaults) {
        ranges(schemas.child(SETTINGS));
        ranges(schemas.child("Rule"));
        Tree some = schemas.child(SETTINGS).copy();
        some.fields().remove("required");
        some.put(
                "description", "Those settings that are named here; all others stay as they are, or are the defaults.");
        schemas.child(SETTINGS)
                .child("properties")
                .forEachChild(property -> property.fields().remove("default"));
        Set<String> sent = sent();
        defaults.forEach((name, value) -> {
            if (some.child("properties").has(name)) {
                some.child("properties").child(name).put("default", value);
            }
        });
        for (String schema : sent) {
            schemas.child(schema).walk(object -> {
                if (object.text("$ref").equals(SCHEMAS + SETTINGS)) {
                    object.put("$ref", SCHEMAS + SOME_SETTINGS);
                }
            });
        }
        schemas.put(SOME_SETTINGS, some.fields());
    }

    private static void ranges(Tree schema) {
        SettingRange.OF_SETTINGS.forEach((name, range) -> {
            Tree property = schema.child("properties").find(name);
            if (property != null) {
                property.put("minimum", range.least());
                if (range.most() < Long.MAX_VALUE) {
                    property.put("maximum", range.most());
                }
            }
        });
    }

    /** The names of the schemas of which bodies of requests are made. */
    private Set<String> sent() {
        var found = new LinkedHashSet<String>();
        document.child("paths")
                .forEachChild(path -> path.forEachChild(operation -> {
                    Tree body = operation.find("requestBody");
                    if (body != null) {
                        gather(body, found);
                    }
                }));
        return found;
    }

    private void gather(Tree from, Set<String> found) {
        from.walk(object -> {
            String name = object.text("$ref").replace(SCHEMAS, "");
            Tree schema = schemas.find(name);
            if (schema != null && !name.equals(SETTINGS) && found.add(name)) {
                gather(schema, found);
            }
        });
    }

    private void refusals() {
        Tree problem = Tree.of(new LinkedHashMap<String, Object>());
        problem.put("type", "object")
                .put("description", "Why something was refused, after RFC 9457.")
                .put("required", List.of("type", "title", "status", "detail", "code"));
        Tree properties = problem.child("properties");
        properties.put(
                "type",
                described("string", "Where the code is explained, as /docs/errors#version_conflict.")
                        .put("format", "uri-reference")
                        .fields());
        properties.put("title", described("string", "The words of the status.").fields());
        properties.put("status", described("integer", "The status, repeated.").fields());
        properties.put(
                "detail",
                described("string", "What is wrong, why, and how to mend it; for people. It may change.")
                        .fields());
        properties.put(
                "code",
                described("string", "Stable, for programs.")
                        .put("example", Problem.VERSION_CONFLICT.code())
                        .fields());
        schemas.put("Problem", problem.fields());
        document.child("components")
                .child("responses")
                .child("Refused")
                .put(
                        "description",
                        "It was refused, and nothing was changed. The codes, each with what happened and how to mend it:\n\n"
                                + codes())
                .child("content")
                .child("application/problem+json")
                .put("schema", reference(SCHEMAS + "Problem"));
    }

    private static String codes() {
        return Arrays.stream(Problem.values())
                        .map(problem ->
                                "[`" + problem.code() + "`](/docs/errors#" + problem.code() + ") " + problem.status())
                        .collect(Collectors.joining(", "))
                + "; and those of [values that cannot be](/docs/errors#values) 400.";
    }

    private void headers() {
        Tree components = document.child("components");
        components
                .child("parameters")
                .put(
                        "IfMatch",
                        inHeader(
                                "If-Match",
                                "The ETag of what was read. If somebody else changed it since, the answer is 412 `version_conflict` and nothing is changed."));
        components
                .child("parameters")
                .put(
                        "IdempotencyKey",
                        inHeader(
                                "Idempotency-Key",
                                "1 to 128 characters, new for each new request. A repetition within a day is answered as the first was, and makes nothing."));
        components.child("headers").put("ETag", ofAnswer("The version, to be sent as If-Match with a change."));
        components.child("headers").put("Location", ofAnswer("The path of what was made."));
    }

    private static Map<String, Object> inHeader(String name, String words) {
        return Tree.of(ofAnswer(words)).put("name", name).put("in", "header").fields();
    }

    private static Map<String, Object> ofAnswer(String words) {
        Tree header = Tree.of(new LinkedHashMap<String, Object>()).put("description", words);
        header.child("schema").put("type", "string");
        return header.fields();
    }

    private static Tree described(String type, String words) {
        return Tree.of(new LinkedHashMap<String, Object>()).put("type", type).put("description", words);
    }

    private static Map<String, Object> reference(String to) {
        var reference = new LinkedHashMap<String, Object>();
        reference.put("$ref", to);
        return reference;
    }
}
