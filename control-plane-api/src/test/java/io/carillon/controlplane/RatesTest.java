package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.AppLimits;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much an app's servers may do each second, over the whole cluster. */
class RatesTest {

    private final AtomicReference<@Nullable CountedAllowances> between = new AtomicReference<>();
    private final ApiServer server = ApiServer.startWith(backplane -> {
        var counted = new CountedAllowances(backplane);
        between.set(counted);
        return counted;
    });
    private final CountedAllowances allowances = Objects.requireNonNull(between.get());
    private final TestApp app = server.app();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_app_publishes_so_much_in_a_second_and_is_told_when_it_may_go_on() {
        TestBroker broker = app.broker().subscribes("a", 1);
        ratesAre(10, 0);
        for (int i = 0; i < 10; i++) {
            publish(app, "a").isOk("{}");
        }

        Reply refused = publish(app, "a");

        assertThat(refused)
                .hasToString(
                        "429 {\"error\":\"The limit publishes_per_second is reached: all servers of app " + app.id()
                                + " together may publish 10 events per second, one for each channel that is named. Try again in"
                                + " 100 ms, and spread requests out; or raise the limit.\",\"code\":429,"
                                + "\"id\":\"rate_limit_exceeded\",\"docs\":\"/docs/errors#rate_limit_exceeded\"}");
        assertThat(refused.headers())
                .containsEntry("retry-after", "1")
                .containsEntry("x-ratelimit-limit", "10")
                .containsEntry("x-ratelimit-remaining", "0")
                .containsEntry("x-ratelimit-reset", Long.toString(app.now() + 1));
        assertThat(broker.heard()).hasSize(10);
        server.clock().advance(Duration.ofMillis(100));
        publish(app, "a").isOk("{}");
        publish(app, "a").isRefused(429, "rate_limit_exceeded");
    }

    @Test
    void each_channel_that_is_named_counts_and_so_does_each_event_of_a_batch() {
        ratesAre(10, 0);

        publish(app, "a\",\"b\",\"c").isOk("{}");
        batch(4).isOk("{}");
        publish(app, "a\",\"b\",\"c\",\"d").isRefused(429, "rate_limit_exceeded", "Try again in 100 ms");
        publish(app, "a\",\"b\",\"c").isOk("{}");
        publish(app, "a").isRefused(429, "rate_limit_exceeded");
    }

    @Test
    void what_is_refused_for_another_reason_counts_for_nothing() {
        ratesAre(1, 0);

        app.post("/events", "{}").isRefused(400, "field_missing");

        publish(app, "a").isOk("{}");
    }

    @Test
    void reads_have_a_rate_of_their_own() {
        ratesAre(1, 2);
        publish(app, "a").isOk("{}");

        app.get("/channels").isOk("{\"channels\":{}}");
        app.get("/connections").isOk("{\"connections\":0}");
        app.get("/channels/a")
                .isRefused(
                        429,
                        "rate_limit_exceeded",
                        "The limit reads_per_second is reached: all servers of app " + app.id()
                                + " together may ask 2 times per second. Try again in 500 ms");

        server.clock().advance(Duration.ofMillis(500));
        app.get("/channels/a").isOk("{\"occupied\":false}");
    }

    @Test
    void all_control_planes_together_allow_no_more() {
        ratesAre(10, 0);
        try (ApiServer another = server.another()) {
            TestApp there = app.at(another);
            int published = 0;
            for (int i = 0; i < 10; i++) {
                published += publish(app, "a").status() == 200 ? 1 : 0;
                published += publish(there, "a").status() == 200 ? 1 : 0;
            }

            assertThat(published).isEqualTo(10);
        }
    }

    @Test
    void an_app_without_a_limit_asks_nobody_even_while_another_is_over_its_own() {
        ratesAre(1, 0);
        publish(app, "a").isOk("{}");
        publish(app, "a").isRefused(429, "rate_limit_exceeded");
        int asked = allowances.asked();

        TestApp other = server.app();
        publish(other, "a").isOk("{}");
        other.get("/channels").isOk("{\"channels\":{}}");

        assertThat(allowances.asked()).isEqualTo(asked);
    }

    @Test
    void who_goes_on_over_the_limit_is_refused_without_asking_anybody() {
        ratesAre(1, 0);
        publish(app, "a").isOk("{}");
        publish(app, "a").isRefused(429, "rate_limit_exceeded", "Try again in 1000 ms");
        int asked = allowances.asked();

        server.clock().advance(Duration.ofMillis(999));
        for (int i = 0; i < 20; i++) {
            publish(app, "a").isRefused(429, "rate_limit_exceeded", "Try again in 1 ms");
        }

        assertThat(allowances.asked()).isEqualTo(asked);
    }

    @Test
    void a_raised_limit_holds_at_once() {
        ratesAre(1, 0);
        publish(app, "a").isOk("{}");
        publish(app, "a").isRefused(429, "rate_limit_exceeded");

        ratesAre(0, 0);

        publish(app, "a").isOk("{}");
    }

    @Test
    void while_what_is_shared_is_away_nobody_is_let_over_a_limit() {
        ratesAre(10, 10);
        allowances.goAway();

        Reply refused = publish(app, "a").isRefused(503, "temporarily_unavailable");
        assertThat(refused.headers()).containsEntry("retry-after", "1");
        app.get("/channels").isRefused(503, "temporarily_unavailable");
    }

    private void ratesAre(int publishes, int reads) {
        app.isNow(true, AppLimits.DEFAULTS.withRates(publishes, reads));
    }

    private static Reply publish(TestApp app, String channels) {
        return app.post("/events", "{\"name\":\"n\",\"channels\":[\"" + channels + "\"],\"data\":\"x\"}");
    }

    private Reply batch(int events) {
        String event = "{\"name\":\"n\",\"channel\":\"a\",\"data\":\"x\"}";
        return app.post("/batch_events", "{\"batch\":[" + (event + ",").repeat(events - 1) + event + "]}");
    }
}
