package io.carillon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventPatternTest {

    @ParameterizedTest
    @CsvSource({
        "score*, score, true",
        "score*, score changed!, true",
        "score*, high-score, false",
        "client-*-end, client-drag-end, true",
        "client-*-end, client-drag-ended, false",
        "score, score, true",
        "score, Score, false",
        "*, anything at all, true",
    })
    void a_star_stands_for_any_run_of_letters(String pattern, String event, boolean matches) {
        assertThat(EventPattern.of(pattern).matches(event)).isEqualTo(matches);
    }

    @Test
    void a_pattern_without_a_star_is_a_name() {
        assertThat(EventPattern.of("score").isName()).isTrue();
        assertThat(EventPattern.of("score*").isName()).isFalse();
    }

    @Test
    void what_is_no_pattern_is_refused() {
        assertThatThrownBy(() -> EventPattern.of("")).hasMessageContaining("it has 0 characters; give 1 to 200");
        assertThatThrownBy(() -> EventPattern.of("x".repeat(201))).hasMessageContaining("it has 201 characters");
        assertThatThrownBy(() -> EventPattern.of("*a*a*a*a*a*a*a*a*"))
                .hasMessageContaining("it has 9 stars; at most 8 are allowed");
    }
}
