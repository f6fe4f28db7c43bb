package io.carillon.token.key;

import static io.carillon.backplane.Await.done;
import static io.carillon.backplane.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.MovingClock;
import io.carillon.protocol.AppId;
import io.carillon.token.Press;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JwksTest {

    private static final String FIRST = Press.jwks(Press.jwk("first", Press.RSA));
    private static final String SECOND = Press.jwks(Press.jwk("second", Press.OTHER_RSA));
    private static final JwksSettings SETTINGS =
            JwksSettings.DEFAULTS.withPrivateAddressesAllowed(true).withTimeout(Duration.ofSeconds(8));
    private static final AppId APP = AppId.of("42");

    private final MovingClock clock = new MovingClock();
    private final KeyServer server = new KeyServer();
    private JwksSources sources = new JwksSources(SETTINGS, clock);

    @AfterEach
    void end() {
        sources.close();
        server.close();
    }

    private KeySource source() {
        return sources.of(APP, JwksUrl.of(server.url()));
    }

    private void with(JwksSettings settings) {
        sources.close();
        sources = new JwksSources(settings, clock);
    }

    /** What becomes of asking: the names of the keys, or why there are none. */
    private static String outcome(CompletionStage<KeySet> keys) {
        return done(keys.handle((set, failure) -> failure == null
                ? set.keys().stream().map(IssuerKey::id).toList().toString()
                : String.valueOf(KeysUnavailableException.of(failure).getMessage())));
    }

    @Test
    void keys_are_fetched_once_and_then_known() {
        server.publishes(FIRST);

        assertThat(outcome(source().keys("first"))).isEqualTo("[first]");
        CompletionStage<KeySet> again = source().keys("first");

        assertThat(again.toCompletableFuture()).isCompleted();
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void all_who_ask_at_once_share_one_fetch() {
        server.publishes(FIRST);
        List<CompletionStage<KeySet>> asked = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            asked.add(source().keys("first"));
        }

        assertThat(asked).allSatisfy(keys -> assertThat(outcome(keys)).isEqualTo("[first]"));
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void old_keys_are_fetched_anew_while_they_go_on_serving() {
        server.publishes(FIRST);
        outcome(source().keys("first"));
        server.publishes(SECOND);
        clock.advance(SETTINGS.refreshAfter());

        CompletionStage<KeySet> meanwhile = source().keys("first");

        assertThat(meanwhile.toCompletableFuture()).isCompleted();
        assertThat(outcome(meanwhile)).isEqualTo("[first]");
        until("the new keys are there", () -> outcome(source().keys(null)).equals("[second]"));
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void keys_that_nobody_asked_for_in_a_long_time_are_fetched_before_they_are_believed() {
        server.publishes(FIRST);
        outcome(source().keys("first"));
        server.publishes(SECOND);
        clock.advance(SETTINGS.freshFor());

        assertThat(outcome(source().keys("first"))).isEqualTo("[second]");
    }

    @Test
    void a_key_that_is_not_known_is_looked_for() {
        server.publishes(FIRST);
        outcome(source().keys("first"));
        server.publishes(SECOND);

        assertThat(outcome(source().keys("second"))).isEqualTo("[second]");
    }

    @Test
    void a_flood_of_invented_keys_causes_few_fetches() {
        server.publishes(FIRST);
        outcome(source().keys("first"));

        for (int i = 0; i < 1000; i++) {
            assertThat(outcome(source().keys("invented-" + i))).isEqualTo("[first]");
        }

        assertThat(server.requests()).isEqualTo(SETTINGS.burst());
        clock.advance(SETTINGS.interval());
        outcome(source().keys("invented"));
        outcome(source().keys("invented"));
        assertThat(server.requests()).isEqualTo(SETTINGS.burst() + 1);
    }

    @Test
    void one_apps_flood_is_not_felt_by_another_app_with_the_same_issuer() {
        server.publishes(FIRST);
        for (int i = 0; i < 20; i++) {
            outcome(source().keys("invented-" + i));
        }
        server.publishes(SECOND);

        assertThat(outcome(source().keys("second"))).isEqualTo("[first]");
        assertThat(outcome(sources.of(AppId.of("43"), JwksUrl.of(server.url())).keys("second")))
                .isEqualTo("[second]");
    }

    @Test
    void keys_go_on_serving_for_hours_while_their_url_fails() {
        server.publishes(FIRST);
        outcome(source().keys("first"));
        server.answers(500, "oh");

        for (Duration age = Duration.ZERO; age.compareTo(SETTINGS.keptFor()) < 0; age = age.plusHours(1)) {
            assertThat(outcome(source().keys("first"))).isEqualTo("[first]");
            clock.advance(Duration.ofHours(1));
        }
        clock.advance(Duration.ofSeconds(1));

        assertThat(outcome(source().keys("first"))).isEqualTo("was answered with status 500 instead of 200");
        server.publishes(SECOND);
        assertThat(outcome(source().keys("second"))).isEqualTo("[second]");
    }

    @Test
    void nobody_waits_for_a_url_that_is_known_to_fail() {
        server.publishes(FIRST);
        outcome(source().keys("first"));
        server.answers(500, "oh");
        clock.advance(SETTINGS.freshFor());
        outcome(source().keys("first"));
        server.isSilent();

        assertThat(source().keys("first").toCompletableFuture()).isCompleted();
        until("it is asked all the same", () -> server.requests() == 3);
    }

    @Test
    void a_url_that_never_worked_is_tried_now_and_then() {
        server.answers(404, "");

        for (int i = 0; i < 20; i++) {
            assertThat(outcome(source().keys("first"))).isEqualTo("was answered with status 404 instead of 200");
        }

        assertThat(server.requests()).isEqualTo(SETTINGS.burst());
        server.publishes(FIRST);
        clock.advance(SETTINGS.interval());
        assertThat(outcome(source().keys("first"))).isEqualTo("[first]");
    }

    @Test
    void redirects_are_not_followed() {
        try (var elsewhere = new KeyServer()) {
            elsewhere.publishes(FIRST);
            server.behaves(exchange -> {
                exchange.getResponseHeaders().add("Location", elsewhere.url());
                exchange.sendResponseHeaders(302, -1);
            });

            assertThat(outcome(source().keys("first")))
                    .isEqualTo("was answered with status 302 instead of 200; redirects are not followed");
            assertThat(elsewhere.requests()).isZero();
        }
    }

    @Test
    void a_huge_answer_is_cut_off() {
        server.behaves(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[64 * 1024];
            try (var body = exchange.getResponseBody()) {
                // More than all buffers on the way hold: it ends only because the other side is gone.
                for (int i = 0; i < 16 * 1024; i++) {
                    body.write(piece);
                }
            }
        });

        assertThat(outcome(source().keys("first"))).isEqualTo("is larger than 262144 bytes");
    }

    @Test
    void an_answer_that_never_ends_is_given_up() {
        with(SETTINGS.withTimeout(Duration.ofMillis(300)));
        server.stalls();

        assertThat(outcome(source().keys("first"))).isEqualTo("did not come within 300 ms");
    }

    @Test
    void an_answer_that_never_begins_is_given_up() {
        with(SETTINGS.withTimeout(Duration.ofMillis(300)));
        server.isSilent();

        assertThat(outcome(source().keys("first"))).isEqualTo("did not come within 300 ms");
    }

    @Test
    void a_silent_issuer_does_not_hold_up_another() {
        try (var silent = new KeyServer()) {
            silent.isSilent();
            CompletionStage<KeySet> waiting =
                    sources.of(APP, JwksUrl.of(silent.url())).keys("first");
            until("it was asked", () -> silent.requests() == 1);
            server.publishes(FIRST);

            assertThat(outcome(source().keys("first"))).isEqualTo("[first]");
            assertThat(waiting.toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void an_answer_that_is_no_set_of_keys_is_refused_and_the_old_ones_stay() {
        server.publishes(FIRST);
        outcome(source().keys("first"));
        server.publishes("<html>");
        clock.advance(SETTINGS.freshFor());

        assertThat(outcome(source().keys("first"))).isEqualTo("[first]");
        with(SETTINGS);
        assertThat(outcome(source().keys("first"))).startsWith("is not one: The keys cannot be read: it is not JSON.");
    }

    @Test
    void this_machine_is_out_of_reach_unless_the_operator_allows_it() {
        with(JwksSettings.DEFAULTS);
        server.publishes(FIRST);

        assertThat(outcome(source().keys("first")))
                .isEqualTo("is at an address that is not public; the operator of the platform can allow private ones");
        assertThat(server.requests()).isZero();
    }

    @Test
    void a_connection_that_fails_is_told_without_what_only_the_operator_should_know() {
        String url = server.url();
        server.close();

        assertThat(outcome(sources.of(APP, JwksUrl.of(url)).keys("first")))
                .isEqualTo("could not be fetched: the connection failed");
    }

    @Test
    void nothing_is_fetched_any_more_once_all_is_closed() {
        KeySource source = source();
        sources.close();

        assertThat(outcome(source.keys("first"))).isEqualTo("is not fetched any more: the server stops");
    }

    @Test
    void the_source_that_was_not_asked_for_the_longest_gives_way() {
        with(new JwksSettings(
                SETTINGS.refreshAfter(),
                SETTINGS.freshFor(),
                SETTINGS.keptFor(),
                SETTINGS.interval(),
                5,
                SETTINGS.timeout(),
                SETTINGS.maxBytes(),
                true,
                2));
        KeySource first = source();
        sources.of(AppId.of("43"), JwksUrl.of(server.url()));
        assertThat(source()).isSameAs(first);
        sources.of(AppId.of("44"), JwksUrl.of(server.url()));
        sources.of(AppId.of("45"), JwksUrl.of(server.url()));

        assertThat(source()).isNotSameAs(first);
    }
}
