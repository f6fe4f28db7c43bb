package io.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of data that a schema does not want. */
final class SchemaTest {

    private static final String MOVE = """
            {"type":"object","required":["x","y"],"additionalProperties":false,
             "properties":{"x":{"type":"number","minimum":0},"y":{"$ref":"#/properties/x"},
              "who":{"type":"array","items":{"$ref":"#/$defs/name"},"uniqueItems":true}},
             "$defs":{"name":{"type":"string","minLength":1,"maxLength":5,"pattern":"^[a-z]+$"}}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{\"x\":1,\"y\":2.5}                       | -",
                "{\"x\":1,\"y\":2,\"who\":[\"ann\",\"bob\"]} | -",
                "[1]                                       | must be object, and is array",
                "{}                                        | must have x, y",
                "{\"x\":1}                                 | must have y",
                "{\"x\":1,\"y\":\"2\"}                     | /y must be number, and is string",
                "{\"x\":1,\"y\":-1}                        | /y must be at least 0",
                "{\"x\":1,\"y\":2,\"a/b~c\":0}             | /a~1b~0c must not be there",
                "{\"x\":1,\"y\":2,\"who\":[\"ann\",7]}     | /who/1 must be string, and is number",
                "{\"x\":1,\"y\":2,\"who\":[\"\"]}          | /who/0 must have at least 1 characters, and has 0",
                "{\"x\":1,\"y\":2,\"who\":[\"annabel\"]}   | /who/0 must have at most 5 characters, and has 7",
                "{\"x\":1,\"y\":2,\"who\":[\"Ann\"]}       | /who/0 must match ^[a-z]+$",
                "{\"x\":1,\"y\":2,\"who\":[\"ann\",\"ann\"]} | /who must have no item twice",
                "no JSON                                   | must be object, and is string",
                "{\"x\":1,\"y\":2}]                        | must be object, and is string",
            })
    void the_first_complaint_has_a_pointer_and_words(String data, @Nullable String complaint) {
        assertThat(complaint(MOVE, data)).isEqualTo(complaint);
    }

    @Test
    void text_that_is_no_JSON_is_a_string_as_pusher_js_hands_it_on() {
        String schema = "{\"type\":\"string\",\"maxLength\":5}";

        assertThat(complaint(schema, "hello")).isNull();
        assertThat(complaint(schema, "\"hello\"")).isNull();
        assertThat(complaint(schema, "")).isNull();
        assertThat(complaint(schema, "12")).isEqualTo("must be string, and is number");
        assertThat(complaint(schema, "null")).isEqualTo("must be string, and is null");
        assertThat(complaint(schema, "hello you")).isEqualTo("must have at most 5 characters, and has 9");
    }

    @Test
    void the_alternatives_of_a_schema_are_complained_of_as_a_whole() {
        assertThat(complaint("{\"anyOf\":[{\"type\":\"string\"},{\"minimum\":3}]}", "2"))
                .isEqualTo("must be as one of the 2 schemas of anyOf has it");
        assertThat(complaint("{\"properties\":{\"a\":{\"enum\":[1,\"b\",null,[]]}}}", "{\"a\":2}"))
                .isEqualTo("/a must be one of 1, b, null, a certain array");
        assertThat(complaint("{\"if\":{\"required\":[\"a\"]},\"then\":{\"required\":[\"b\"]}}", "{\"a\":2}"))
                .isEqualTo("must have b");
    }

    @Test
    void a_tree_of_any_depth_is_described_by_a_schema_that_refers_to_itself() {
        String schema = "{\"required\":[\"id\"],\"properties\":{\"children\":{\"items\":{\"$ref\":\"#\"}}}}";

        assertThat(complaint(schema, "{\"id\":1,\"children\":[{\"id\":2,\"children\":[{\"id\":3}]}]}"))
                .isNull();
        assertThat(complaint(schema, "{\"id\":1,\"children\":[{\"id\":2,\"children\":[{}]}]}"))
                .isEqualTo("/children/0/children/0 must have id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7                                            | must be a schema: an object, true or false",
                "{\"type\":\"text\"}                          | /type must be one or more of null, boolean",
                "{\"requried\":[\"x\"]}                       | /requried is no keyword that is known here",
                "{\"properties\":{\"a/b\":{\"minimum\":\"1\"}}} | /properties/a~1b/minimum must be a number",
                "{\"items\":[{}]}                             | /items must be a schema",
                "{\"multipleOf\":0}                           | /multipleOf must be above 0",
                "{\"maxItems\":-1}                            | /maxItems must be a whole number of at least 0",
                "{\"pattern\":\"(\"}                          | /pattern is not a regular expression that RE2 knows: missing closing )",
                "{\"pattern\":\"(a)\\\\1\"}                   | /pattern is not a regular expression that RE2 knows: invalid escape sequence",
                "{\"$ref\":\"https://example.com/a.json\"}    | /$ref leads nowhere",
                "{\"$ref\":\"file:///etc/passwd\"}            | /$ref leads nowhere",
                "{\"$ref\":\"#/$defs/a\"}                     | /$ref leads nowhere",
                "{\"$ref\":\"#\"}                             | refers to itself without going deeper",
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\"} | /$schema must be https://json-schema.org/draft/2020-12/schema",
                "{\"$id\":\"https://example.com/a\"}          | /$id is no keyword that is known here",
                "{\"type\":\"string\",\"type\":\"number\"}    | cannot be read: a name stands twice in one object",
                "{\"const\":1e9999}                           | cannot be read: has a number beyond 1e400",
                "{                                            | cannot be read: it is not JSON",
            })
    void what_is_no_schema_is_refused_with_a_pointer_to_what_is_wrong(String schema, String why) {
        assertThat(refusal(schema)).startsWith(why);
    }

    @Test
    void a_circle_of_references_is_found_wherever_it_is() {
        assertThat(
                        refusal(
                                "{\"properties\":{\"a\":{\"anyOf\":[true,{\"$ref\":\"#/$defs/b\"}]}},\"$defs\":{\"b\":{\"not\":{\"$ref\":\"#/properties/a\"}}}}"))
                .contains("refers to itself without going deeper");
    }

    private static @Nullable String complaint(String schema, String data) {
        try {
            Complaint complaint = DataRule.checked(schema).complaintAbout(data);
            return complaint == null ? null : complaint.toString();
        } catch (SchemaException e) {
            throw new AssertionError(e);
        }
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
