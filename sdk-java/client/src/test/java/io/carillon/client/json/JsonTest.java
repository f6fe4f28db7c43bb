package io.carillon.client.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static final ObjectMapper JACKSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Test
    void every_value_keeps_its_own_text() {
        Json json = Json.read(" { \"a\" : [1.0, -2e+3 , \"x\\u00eb\\/\"], \"b\":{ \"c\": 12345678901234567890 } } ");

        assertThat(json.require("a")).extracting(Json::source).isEqualTo("[1.0, -2e+3 , \"x\\u00eb\\/\"]");
        assertThat(json.require("b").require("c").id()).isEqualTo("12345678901234567890");
        assertThat(json.require("a").items())
                .extracting(Json::source)
                .containsExactly("1.0", "-2e+3", "\"x\\u00eb\\/\"");
        assertThat(json.require("a").items().get(2).text()).isEqualTo("x\u00eb/");
    }

    @Test
    void what_is_not_there_is_null_whatever_stands_in_its_place() {
        Json json = Json.read("{\"n\":null,\"t\":true,\"l\":[]}");

        assertThat(json.get("n")).isNull();
        assertThat(json.get("missing")).isNull();
        assertThat(json.text("t")).isNull();
        assertThat(json.require("l").get("x")).isNull();
        assertThatThrownBy(() -> json.integer("t")).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> Json.read("{\"a\":1.5}").integer("a")).isInstanceOf(JsonException.class);
    }

    @Test
    void the_last_of_a_repeated_key_counts() {
        assertThat(Json.read("{\"a\":1,\"a\":2}").integer("a")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "\"",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "[1,]",
                "[1 2]",
                "{a:1}",
                "{'a':1}",
                "nul",
                "truee",
                "01",
                "-",
                "1.",
                ".5",
                "1e",
                "+1",
                "NaN",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12\"",
                "\"a\nb\"",
                "{} {}",
                "1 2",
                "\u00a01",
                "[1]\0",
                "\"\0\"",
                "// c\n1",
                "\ufeff{}"
            })
    void what_is_no_json_is_refused(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> JACKSON.readTree(text + (text.isBlank() ? "x" : "")))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void nesting_ends_somewhere() {
        Json.read("[".repeat(60) + "]".repeat(60));
        assertThatThrownBy(() -> Json.read("[".repeat(100_000))).isInstanceOf(JsonException.class);
    }

    @Property
    void what_is_written_is_read_as_another_reader_reads_it(@ForAll("values") Object value) throws Exception {
        String text = JsonWriter.write(value);

        assertThat(JACKSON.readTree(text)).isEqualTo(JACKSON.readTree(JACKSON.writeValueAsString(value)));
        assertThat(JsonWriter.write(Json.read(text))).isEqualTo(text);
        assertThat(JACKSON.readTree(tree(Json.read(text)))).isEqualTo(JACKSON.readTree(text));
    }

    @Property
    void random_text_is_judged_as_another_reader_judges_it(@ForAll("almost") String text) {
        boolean ours = true;
        try {
            Json.read(text);
        } catch (JsonException refused) {
            ours = false;
        }
        boolean theirs = true;
        try {
            theirs = !JACKSON.readTree(text).isMissingNode();
        } catch (JsonProcessingException refused) {
            theirs = false;
        }
        assertThat(ours).as(text).isEqualTo(theirs);
    }

    @Test
    void half_a_pair_becomes_a_question_mark_and_a_whole_one_stays() {
        assertThat(JsonWriter.write("a\ud83db\ude00 \ud83d\ude00\ud83d")).isEqualTo("\"a?b? \ud83d\ude00?\"");
    }

    @Test
    void numbers_that_json_does_not_have_are_refused() {
        assertThatThrownBy(() -> JsonWriter.write(List.of(Double.NaN))).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8).filter(JsonTest::isWhole).map(text -> (Object) text),
                Arbitraries.longs().map(number -> number),
                Arbitraries.of(true, false));
        return Arbitraries.recursive(
                () -> leaf,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(list -> (Object) list),
                        Arbitraries.maps(Arbitraries.strings().ofMaxLength(4).filter(JsonTest::isWhole), inner)
                                .ofMaxSize(3)
                                .map(map -> (Object) map)),
                0,
                3);
    }

    @Provide
    Arbitrary<String> almost() {
        return Arbitraries.strings().withChars("{}[]\",:\\0123e.-+ tfn\n").ofMaxLength(7);
    }

    private static boolean isWhole(String text) {
        return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }

    /** Written from what was read rather than from the source. */
    private static String tree(Json json) {
        if (json.isObject()) {
            Map<String, Json> fields = json.fields();
            return fields.entrySet().stream()
                    .map(field -> JsonWriter.write(field.getKey()) + ":" + tree(field.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (json.source().startsWith("[")) {
            return json.items().stream().map(JsonTest::tree).collect(Collectors.joining(",", "[", "]"));
        }
        String text = json.text();
        return text == null ? json.source() : JsonWriter.write(text);
    }
}
