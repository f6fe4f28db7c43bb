package io.carillon.faults.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.faults.process.SdkCrowd.Moment;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WaveTest {

    private final Wave wave = new Wave(
            List.of(
                    List.of(moment(900, 7, 7), moment(1_900, 27, 8), moment(2_900, 28, 17)),
                    List.of(moment(950, 3, 3), moment(1_950, 3, 3), moment(3_950, 13, 13))),
            1_000);

    @Test
    void only_what_came_since_the_beginning_counts_and_of_all_crowds() {
        assertThat(wave.all(Moment::attempts)).isEqualTo(31);
        assertThat(wave.perSecond(0, 1, Moment::attempts)).isEqualTo(20);
        assertThat(wave.perSecond(0, 3, Moment::attempts)).isEqualTo(10);
        assertThat(wave.mostInSecond(3, Moment::attempts)).isEqualTo(20);
    }

    @Test
    void it_says_when_so_many_were_reached_or_that_they_never_were() {
        assertThat(wave.secondsUntil(Moment::connects, 1)).isEqualTo(0.9);
        assertThat(wave.secondsUntil(Moment::connects, 10)).isEqualTo(1.9);
        assertThat(wave.secondsUntil(Moment::connects, 11)).isEqualTo(3.0);
        assertThat(wave.secondsUntil(Moment::connects, 21)).isNegative();
    }

    private static Moment moment(long at, long attempts, long connects) {
        return new Moment(at, attempts, 0, 0, connects, 0, 0, 0, 0);
    }
}
