package io.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas and data that were written to keep a server busy, or to make it say too much. */
final class HostileSchemaTest {

    /** Ten kilobytes, which is the greatest client event unless an app says otherwise. */
    static final int BYTES = 10_240;

    private static final String TOO_MUCH = "takes too much work to be checked against its schema";

    record Attack(String name, String schema, String data) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Each would take far longer than a check may. */
    static Stream<Attack> bombs() {
        return Stream.of(
                new Attack("references that double", doubling("\"allOf\""), "7"),
                new Attack("alternatives that double", doubling("\"anyOf\"").replace("true", "false"), "7"),
                new Attack(
                        "a tree that doubles at each level of the data",
                        "{\"items\":{\"allOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}}",
                        "[".repeat(90) + "]".repeat(90)),
                new Attack(
                        "hundreds of schemas for each of thousands of items",
                        "{\"items\":{\"allOf\":[" + repeated("{\"minimum\":0}", 900) + "]}}",
                        "[" + repeated("1", BYTES / 2 - 1) + "]"),
                new Attack(
                        "an expression of many states on a long text",
                        "{\"pattern\":\"(a?){240}b\"}",
                        "\"" + "a".repeat(BYTES - 2) + "\""),
                new Attack(
                        "expressions for each name of an object",
                        "{\"patternProperties\":{"
                                + IntStream.range(0, 50)
                                        .mapToObj(i -> "\"(.?){90}x" + i + "\":true")
                                        .collect(Collectors.joining(","))
                                + "}}",
                        "{"
                                + IntStream.range(0, 1_000)
                                        .mapToObj(i -> "\"n" + i + "\":0")
                                        .collect(Collectors.joining(","))
                                + "}"),
                new Attack("a long chain of references", chain(300), "[".repeat(90) + "]".repeat(90)));
    }

    /** Each is much work, and yet so little that it is done. */
    static Stream<Attack> loads() {
        return Stream.of(
                new Attack(
                        "numbers with long divisions",
                        "{\"items\":{\"multipleOf\":1e-399}}",
                        "[" + repeated("7e399", 1_500) + "]"),
                new Attack("strings of equal hashes", "{\"uniqueItems\":true}", "[" + collisions("\"%s\"", 400) + "]"),
                new Attack("lists of equal hashes", "{\"uniqueItems\":true}", "[" + collisions("[\"%s\"]", 380) + "]"),
                new Attack(
                        "a choice among lists of equal hashes",
                        "{\"items\":{\"enum\":[" + collisions("[\"%s\"]", 550) + "]}}",
                        "[" + collisions("[\"%s\"]", 380) + "]"),
                new Attack(
                        "an expression that takes exponential time elsewhere",
                        "{\"pattern\":\"^(a+)+$\"}",
                        "\"" + "a".repeat(BYTES - 3) + "b\""));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void work_without_end_is_given_up(Attack attack) throws SchemaException {
        assertThat(String.valueOf(DataRule.checked(attack.schema()).complaintAbout(attack.data())))
                .startsWith(TOO_MUCH);
    }

    @ParameterizedTest
    @MethodSource("loads")
    void much_work_is_done(Attack attack) throws SchemaException {
        assertThat(String.valueOf(DataRule.checked(attack.schema()).complaintAbout(attack.data())))
                .doesNotStartWith(TOO_MUCH);
    }

    @Test
    void numbers_that_nobody_should_work_out_are_refused() throws SchemaException {
        DataRule rule = DataRule.checked("{\"multipleOf\":3}");

        assertThat(rule.complaintAbout("1e999999999"))
                .hasToString("has a number beyond 1e400, or nearer to 0 than 1e-400");
        assertThat(rule.complaintAbout("1e99999999999999999999"))
                .hasToString("has a number beyond 1e400, or nearer to 0 than 1e-400");
        assertThat(rule.complaintAbout("1".repeat(401))).hasToString("has a number of more than 400 digits");
    }

    @Test
    void data_that_is_nested_too_deep_is_no_string_either() throws SchemaException {
        assertThat(DataRule.checked("{\"type\":\"string\"}").complaintAbout("[".repeat(5_000)))
                .hasToString("is nested more than 100 levels deep");
    }

    @Test
    void schemas_are_bounded() {
        assertThat(refusal("{\"title\":\"" + "x".repeat(16_384) + "\"}")).contains("at most 16384 are allowed");
        assertThat(refusal("{\"not\":".repeat(45) + "{}" + "}".repeat(45)))
                .isEqualTo("cannot be read: is nested more than 40 levels deep");
        assertThat(refusal("{\"allOf\":[" + repeated("{\"pattern\":\"a\"}", 51) + "]}"))
                .isEqualTo("/allOf/50/pattern is one regular expression too many: at most 50 are allowed");
        assertThat(refusal("{\"pattern\":\"" + "a".repeat(257) + "\"}"))
                .isEqualTo("/pattern is longer than 256 characters");
        assertThat(refusal("{\"pattern\":\"" + "x{50}".repeat(30) + "\"}")).contains("at most 1000 are allowed");
        assertThat(refusal("{\"pattern\":\"((x{1000}){1000}){1000}\"}"))
                .isEqualTo("/pattern has too many repetitions within repetitions");
    }

    @Test
    void a_complaint_is_short_and_one_line_whatever_was_sent() throws SchemaException {
        String name = "n\\n".repeat(2_000);

        Complaint complaint = DataRule.checked("{\"additionalProperties\":{\"enum\":[\"" + name + "\"]}}")
                .complaintAbout("{\"" + name + "\":1}");

        assertThat(String.valueOf(complaint))
                .hasSizeLessThan(370)
                .doesNotContain("\n")
                .startsWith("/n?n?")
                .contains("must be ");
    }

    private static String doubling(String keyword) {
        return "{\"$ref\":\"#/$defs/d0\",\"$defs\":{"
                + IntStream.range(0, 60)
                        .mapToObj(i -> "\"d" + i + "\":{" + keyword + ":[{\"$ref\":\"#/$defs/d" + (i + 1)
                                + "\"},{\"$ref\":\"#/$defs/d" + (i + 1) + "\"}]}")
                        .collect(Collectors.joining(","))
                + ",\"d60\":true}}";
    }

    private static String chain(int length) {
        return "{\"$ref\":\"#/$defs/d0\",\"$defs\":{"
                + IntStream.range(0, length)
                        .mapToObj(i -> "\"d" + i + "\":{\"$ref\":\"#/$defs/d" + (i + 1) + "\"}")
                        .collect(Collectors.joining(","))
                + ",\"d" + length + "\":{\"items\":{\"$ref\":\"#\"}}}}";
    }

    private static String repeated(String item, int times) {
        return Stream.generate(() -> item).limit(times).collect(Collectors.joining(","));
    }

    /** Different texts that all have the same hash. */
    private static String collisions(String form, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> IntStream.range(0, 11)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining()))
                .map(form::formatted)
                .collect(Collectors.joining(","));
    }

    private static String refusal(String schema) {
        try {
            DataRule.checked(schema);
            return "none";
        } catch (SchemaException e) {
            return new Complaint(e.pointer(), e.words()).toString();
        }
    }
}
