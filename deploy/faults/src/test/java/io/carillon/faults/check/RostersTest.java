package io.carillon.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RostersTest {

    private static final Set<String> TRUTH = Set.of("ann", "bob");

    @Test
    void equal_rosters_differ_in_nothing_whatever_their_order() {
        assertThat(Rosters.differences(TRUTH, Map.of("a", List.of("bob", "ann"), "b", List.of("ann", "bob"))))
                .isEmpty();
    }

    @Test
    void a_missing_user_a_ghost_and_a_double_are_found() {
        assertThat(Rosters.differences(TRUTH, Map.of("a", List.of("ann")))).containsExactly("a lacks 1 (bob)");
        assertThat(Rosters.differences(TRUTH, Map.of("a", List.of("ann", "bob", "zoe"))))
                .containsExactly("a has 1 (zoe) who should not be there");
        assertThat(Rosters.differences(TRUTH, Map.of("a", List.of("ann", "bob", "bob"))))
                .containsExactly("a lists somebody twice");
    }
}
