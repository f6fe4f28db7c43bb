package io.carillon.faults.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

final class MetricsTest {

    @Test
    void figures_are_read_by_name_and_labels_are_added_up() {
        Metrics metrics = Metrics.parse("""
                # HELP carillon_lanes_messages_total Messages
                # TYPE carillon_lanes_messages_total counter
                carillon_lanes_messages_total{kind="event, or so"} 10.0
                carillon_lanes_messages_total{kind="canary"} 2.5
                carillon_connections 1.5E3

                """);

        assertThat(metrics.get("carillon_lanes_messages_total")).isEqualTo(12.5);
        assertThat(metrics.get("carillon_connections")).isEqualTo(1500);
        assertThat(metrics.has("carillon")).isFalse();
    }

    @Test
    void a_figure_that_is_not_told_is_not_taken_for_nothing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Metrics.parse("").get("carillon_lanes_messages_total"))
                .withMessage("there is no figure carillon_lanes_messages_total on the metrics page");
    }
}
