package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.bench.load.LoadException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PartTest {

    @Test
    void a_part_is_one_process_or_several() {
        assertThat(Part.read(Map.of("redis", "7", "broker", "12+34")))
                .containsOnly(Map.entry("redis", List.of(7L)), Map.entry("broker", List.of(12L, 34L)));
    }

    @Test
    void what_is_no_process_id_is_refused_with_a_way_out() {
        assertThatThrownBy(() -> Part.read(Map.of("broker", "12+x")))
                .isInstanceOf(LoadException.class)
                .hasMessage(
                        "--part is 'broker=12+x'; give a name and process ids, for instance broker=12 or broker=12+34.");
    }
}
