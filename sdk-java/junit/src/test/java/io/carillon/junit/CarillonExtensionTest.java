package io.carillon.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.carillon.client.CarillonException;
import io.carillon.client.realtime.RealtimeClient;
import io.carillon.client.rest.Publisher;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** What the extension does for classes of tests, which are run here inside a test. */
class CarillonExtensionTest {

    private static final List<CarillonServer> SEEN = new CopyOnWriteArrayList<>();

    private static final List<Publisher> PUBLISHERS = new CopyOnWriteArrayList<>();

    @BeforeEach
    void forget() {
        PUBLISHERS.clear();
        SEEN.clear();
    }

    @Test
    void the_tests_of_a_class_have_one_server_with_the_app_that_was_said() {
        run(WithAnApp.class).assertStatistics(stats -> stats.succeeded(2).failed(0));

        assertThat(SEEN).hasSize(3).allSatisfy(server -> {
            assertThat(server.appId()).isEqualTo("77");
            assertThat(server.key()).isEqualTo("the-key");
            assertThat(server.secret()).isEqualTo("the-secret");
            assertThat(server.running()).isSameAs(SEEN.get(0).running());
        });
        assertThat(SEEN.get(0).running().alive()).isEmpty();
    }

    @Test
    void what_a_test_was_given_is_closed_after_it() {
        run(WithAnApp.class).assertStatistics(stats -> stats.succeeded(2).failed(0));

        assertThat(PUBLISHERS)
                .singleElement()
                .satisfies(publisher -> assertThatExceptionOfType(CarillonException.class)
                        .isThrownBy(() -> publisher.trigger("my-channel", "greeting", "{}"))
                        .satisfies(refused -> assertThat(refused.code()).isEqualTo("closed")));
        assertThatIllegalStateException()
                .isThrownBy(() -> SEEN.get(0).anotherApp())
                .withMessageContaining("was stopped");
    }

    @Test
    void a_field_that_is_not_static_gives_each_test_a_server_of_its_own() {
        run(ForEachTest.class).assertStatistics(stats -> stats.succeeded(2).failed(0));

        assertThat(SEEN).hasSize(2);
        assertThat(SEEN.get(0).running()).isNotSameAs(SEEN.get(1).running());
        assertThat(SEEN)
                .allSatisfy(server -> assertThat(server.running().alive()).isEmpty());
    }

    @Test
    void classes_that_share_have_one_server_and_an_app_each() {
        run(OneThatShares.class, OtherThatShares.class)
                .assertStatistics(stats -> stats.succeeded(2).failed(0));

        assertThat(SEEN).hasSize(2);
        assertThat(SEEN.get(0).running()).isSameAs(SEEN.get(1).running());
        assertThat(SEEN.get(0).appId()).isNotEqualTo(SEEN.get(1).appId());
        assertThat(SEEN.get(0).running().alive()).isEmpty();
    }

    @Test
    void each_test_may_have_an_app_of_its_own() {
        run(AppForEachTest.class).assertStatistics(stats -> stats.succeeded(2).failed(0));

        assertThat(SEEN)
                .extracting(CarillonServer::appId)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void an_app_of_its_own_is_not_to_be_had_before_there_is_a_test() {
        run(AppInConstructor.class).assertStatistics(stats -> stats.failed(1));
    }

    @Test
    void what_the_server_logged_is_shown_when_a_test_fails_and_only_then() {
        var shown = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            run(OneFails.class).assertStatistics(stats -> stats.succeeded(1).failed(1));
        } finally {
            System.setErr(before);
        }

        assertThat(shown.toString(StandardCharsets.UTF_8))
                .startsWith("What Carillon logged during it_fails(CarillonServer):")
                .doesNotContain("it_passes");
        assertThat(SEEN.get(0).log()).anyMatch(line -> line.contains("apps are in the directory"));
    }

    @Test
    void a_server_that_does_not_run_yet_cannot_be_asked_for() {
        assertThatIllegalStateException()
                .isThrownBy(() -> CarillonExtension.builder().build().server())
                .withMessageContaining("Carillon does not run yet");
    }

    private static Events run(Class<?>... classes) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(Arrays.stream(classes)
                        .map(DiscoverySelectors::selectClass)
                        .toArray(DiscoverySelector[]::new))
                .execute()
                .testEvents();
    }

    static final class WithAnApp {

        @RegisterExtension
        static final CarillonExtension CARILLON =
                CarillonExtension.builder().app("77", "the-key", "the-secret").build();

        @BeforeAll
        static void configure() {
            SEEN.add(CARILLON.server());
        }

        @Test
        void one(CarillonServer server) {
            SEEN.add(server);
        }

        @Test
        void other(CarillonServer server, Publisher publisher) {
            publisher.trigger("my-channel", "greeting", "{}");
            PUBLISHERS.add(publisher);
            SEEN.add(server);
        }
    }

    static final class ForEachTest {

        @RegisterExtension
        final CarillonExtension carillon = CarillonExtension.builder().build();

        @Test
        void one(CarillonServer server) {
            SEEN.add(server);
        }

        @Test
        void other(CarillonServer server) {
            SEEN.add(server);
        }
    }

    @CarillonTest(shared = true)
    static final class OneThatShares {

        @Test
        void one(CarillonServer server, RealtimeClient client) {
            client.connect();
            SEEN.add(server);
        }
    }

    @CarillonTest(shared = true)
    static final class OtherThatShares {

        @Test
        void other(CarillonServer server, RealtimeClient client) {
            client.connect();
            SEEN.add(server);
        }
    }

    @CarillonTest(appPerTest = true)
    static final class AppForEachTest {

        @Test
        void one(CarillonServer server, Publisher publisher) {
            publisher.trigger("my-channel", "greeting", "{}");
            SEEN.add(server);
        }

        @Test
        void other(CarillonServer server, Publisher publisher) {
            publisher.trigger("my-channel", "greeting", "{}");
            SEEN.add(server);
        }
    }

    @CarillonTest(appPerTest = true)
    static final class AppInConstructor {

        AppInConstructor(CarillonServer server) {
            SEEN.add(server);
        }

        @Test
        void one() {}
    }

    @CarillonTest
    static final class OneFails {

        @Test
        void it_fails(CarillonServer server) {
            SEEN.add(server);
            throw new AssertionError("as it should");
        }

        @Test
        void it_passes() {}
    }
}
