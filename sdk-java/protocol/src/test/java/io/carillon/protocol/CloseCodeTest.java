package io.carillon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CloseCodeTest {

    @TestFactory
    Stream<DynamicTest> codes_words_and_reactions_are_those_of_the_vectors() {
        return Vectors.test("close-codes.json", vector -> {
            int code = vector.get("code").intValue();
            var reaction =
                    CloseCode.Reaction.valueOf(Vectors.text(vector, "reaction").toUpperCase(Locale.ROOT));
            assertThat(CloseCode.reactionTo(code)).isEqualTo(reaction);
            if (vector.has("words")) {
                CloseCode named = CloseCode.valueOf(Vectors.text(vector, "name").toUpperCase(Locale.ROOT));
                assertThat(named.code()).isEqualTo(code);
                assertThat(named.reaction()).isEqualTo(reaction);
                assertThat(named.words("%s")).isEqualTo(Vectors.text(vector, "words"));
            }
        });
    }

    @Test
    void no_code_is_without_a_vector() {
        assertThat(Vectors.in("close-codes.json")
                        .filter(vector -> vector.has("words"))
                        .map(vector -> vector.get("code").intValue()))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(CloseCode.values()).map(CloseCode::code).toList());
    }

    @Test
    void words_say_what_they_are_about() {
        assertThat(CloseCode.APP_NOT_FOUND.words("abc"))
                .isEqualTo("App key abc not in this cluster. Did you forget to specify the cluster?");
        assertThat(CloseCode.UNSUPPORTED_PROTOCOL.words(3))
                .isEqualTo("Unsupported protocol version: 3. Versions 4 to 7 are supported");
        assertThat(CloseCode.GOING_AWAY.words("ignored")).isEqualTo("Server is going away");
    }

    @Test
    void a_key_with_a_per_cent_sign_is_shown_as_it_is() {
        assertThat(CloseCode.APP_NOT_FOUND.words("%s%n")).startsWith("App key %s%n not in this cluster.");
    }

    @Test
    void words_without_anything_to_be_about_show_no_placeholder() {
        assertThat(CloseCode.values()).noneMatch(code -> code.words().contains("%"));
    }

    @Test
    void all_words_fit_into_a_close_frame() {
        assertThat(CloseCode.values())
                .allMatch(code -> CloseCode.fitReason(code.words()).equals(code.words()));
    }

    @Test
    void a_reason_is_cut_to_123_bytes() {
        assertThat(CloseCode.fitReason("x".repeat(123))).isEqualTo("x".repeat(123));
        assertThat(CloseCode.fitReason("x".repeat(124))).isEqualTo("x".repeat(123));
    }

    @Test
    void a_reason_is_cut_at_the_edge_of_a_character() {
        assertThat(CloseCode.fitReason("x" + "\u00e9".repeat(100))).isEqualTo("x" + "\u00e9".repeat(61));
        assertThat(CloseCode.fitReason("\u00e9".repeat(100))).isEqualTo("\u00e9".repeat(61));
        assertThat(CloseCode.fitReason("x\ud83d\ude00".repeat(100))).isEqualTo("x\ud83d\ude00".repeat(24) + "x");
    }

    @Test
    void a_reason_of_nothing_but_halves_of_pairs_is_cut_too() {
        assertThat(CloseCode.fitReason("\ud83d".repeat(200))).isEqualTo("\ud83d".repeat(123));
    }
}
