package io.carillon.faults.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.faults.history.History;
import io.carillon.faults.process.Await;
import io.netty.channel.Channel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AudienceTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final TinyPusher server = new TinyPusher();
    private final Crowd crowd = new Crowd(App.FAULTS, new History());
    private final Audience audience = crowd.audience(server.route(), "hot");

    @AfterEach
    void close() {
        crowd.close();
        server.close();
    }

    @Test
    void whoever_hears_everything_misses_nothing() throws Exception {
        Channel one = seat();

        say(one, 1, 2, 3);

        assertThat(Await.within(SOON, () -> audience.behind(3) == 0)).isTrue();
        assertThat(audience.missed()).isZero();
        assertThat(audience.repeated()).isZero();
        assertThat(audience.next().events()).isEqualTo(3);
    }

    @Test
    void an_event_that_is_left_out_is_missed() throws Exception {
        Channel one = seat();

        say(one, 1, 2, 5);

        assertThat(Await.within(SOON, () -> audience.behind(5) == 0)).isTrue();
        assertThat(audience.missed()).isEqualTo(2);
    }

    @Test
    void an_event_that_comes_again_is_repeated() throws Exception {
        Channel one = seat();

        say(one, 1, 2, 2, 3);

        assertThat(Await.within(SOON, () -> audience.behind(3) == 0)).isTrue();
        assertThat(audience.repeated()).isEqualTo(1);
    }

    @Test
    void who_did_not_hear_the_last_one_is_behind_and_who_was_cut_off_is_gone() throws Exception {
        Channel one = seat();
        Channel other = seat();

        say(one, 1, 2);
        say(other, 1);
        assertThat(Await.within(SOON, () -> audience.behind(2) == 1 && audience.behind(1) == 0))
                .isTrue();
        other.close();

        assertThat(Await.within(SOON, () -> audience.gone() == 1)).isTrue();
    }

    @Test
    void what_was_said_long_ago_was_heard_late() throws Exception {
        Channel one = seat();

        TinyPusher.say(
                one,
                "{\"event\":\"tick\",\"channel\":\"hot\",\"data\":\"!1!" + (System.nanoTime() - 2_000_000_000L)
                        + "!xxx\"}");

        assertThat(Await.within(SOON, () -> audience.behind(1) == 0)).isTrue();
        assertThat(audience.next().p99Millis()).isBetween(2_000.0, 12_000.0);
    }

    private Channel seat() throws Exception {
        audience.sit(1);
        return server.connection();
    }

    private static void say(Channel connection, int... numbers) {
        for (int number : numbers) {
            TinyPusher.say(
                    connection,
                    "{\"event\":\"tick\",\"channel\":\"hot\",\"data\":\"" + Audience.data(number, 100) + "\"}");
        }
    }
}
