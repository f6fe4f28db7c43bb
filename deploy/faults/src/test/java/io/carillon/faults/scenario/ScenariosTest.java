package io.carillon.faults.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class ScenariosTest {

    @Test
    void each_has_a_name_of_its_own_and_a_story() {
        assertThat(Scenarios.names())
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9-]+(/[a-z0-9-]+)?"));
        assertThat(Scenarios.all()).allMatch(scenario -> scenario.story().endsWith("."));
    }

    @Test
    void a_word_plays_all_its_variants_and_a_whole_name_plays_one() {
        assertThat(Scenarios.named("redis-killed")).hasSize(4);
        assertThat(Scenarios.named("redis-killed/30s-empty"))
                .singleElement()
                .satisfies(scenario -> assertThat(scenario.isQuick()).isFalse());
    }

    @Test
    void a_word_that_is_none_is_answered_with_those_that_are() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenarios.named("redis"))
                .withMessageStartingWith("There is no scenario 'redis'. There are: presence, node-killed, ");
    }
}
