package io.carillon.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.App;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.broker.TestClient;
import io.carillon.broker.TestCluster;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdmissionTest {

    private final TestCluster cluster = new TestCluster(1);

    @Test
    void the_first_frame_says_the_socket_id_and_the_activity_timeout() {
        TestClient ann = cluster.node(0).connect(handshake("7", null));

        ann.heard("{\"event\":\"pusher:connection_established\",\"data\":\"{\\\"socket_id\\\":\\\"" + ann.socketId()
                + "\\\",\\\"activity_timeout\\\":120}\"}");
        assertThat(ann.socketId().value()).matches("\\d+\\.\\d+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "5", "6", "7"})
    void versions_that_are_spoken_are_let_in(String protocol) {
        assertThat(cluster.node(0).connect(handshake(protocol, null)).closed()).isNull();
    }

    @Test
    void no_version_is_taken_for_the_newest() {
        assertThat(cluster.node(0).connect(handshake(null, null)).closed()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3", "8", "-7", "seven", "7.0", "", "77"})
    void other_versions_are_refused(String protocol) {
        TestClient ann = cluster.node(0).connect(handshake(protocol, null));

        String words = "Unsupported protocol version: '" + protocol + "'. Versions 4 to 7 are supported";
        ann.heard("{\"event\":\"pusher:error\",\"data\":{\"code\":4007,\"message\":\"" + words + "\"}}");
        assertThat(ann.closed()).isEqualTo("4007 " + words);
    }

    @Test
    void an_unknown_key_is_refused_in_pushers_words() {
        TestClient ann = cluster.node(0).connect(new Handshake("nobody", "7", "js", "8", null, false));

        ann.heard("""
                {"event":"pusher:error","data":{"code":4001,"message":"App key nobody not in this cluster. Did you forget to specify the cluster?"}}""");
        assertThat(ann.closed()).startsWith("4001 ");
    }

    @Test
    void an_app_that_is_full_refuses_the_next_and_lets_in_again_when_one_leaves() {
        cluster.change(AppLimits.DEFAULTS.withConnections(1));
        TestClient ann = cluster.node(0).connect(handshake("7", null));

        assertThat(cluster.node(0).connect(handshake("7", null)).closed())
                .isEqualTo("4004 Application is over connection quota");

        ann.leaves();
        assertThat(cluster.node(0).connect(handshake("7", null)).closed()).isNull();
    }

    @Test
    void an_app_that_wants_tls_refuses_clear_text() {
        cluster.change(
                new AppOptions(true, true, true, false, true, List.of(), Duration.ofSeconds(120), Duration.ZERO));

        assertThat(cluster.node(0).connect(handshake("7", null)).closed()).startsWith("4000 ");
    }

    @Test
    void a_disabled_app_refuses_and_sends_away_who_is_there() {
        TestClient ann = cluster.node(0).connect(handshake("7", null));
        App app = cluster.app();
        cluster.change(new App(app.id(), app.name(), false, app.keys(), app.tokens(), app.limits(), app.options()));

        assertThat(ann.closed()).isEqualTo("4003 Application disabled");
        assertThat(cluster.node(0).connect(handshake("7", null)).closed()).isEqualTo("4003 Application disabled");
    }

    @Test
    void a_revoked_key_sends_away_who_came_with_it() {
        TestClient ann = cluster.node(0).connect(handshake("7", null));
        App app = cluster.app();
        cluster.change(new App(app.id(), app.name(), true, List.of(), app.tokens(), app.limits(), app.options()));

        assertThat(ann.closed()).startsWith("4001 ");
    }

    @Test
    void a_connection_that_shows_no_authorization_in_time_is_closed() {
        cluster.change(new AppOptions(
                true, true, true, false, false, List.of(), Duration.ofSeconds(120), Duration.ofSeconds(30)));
        TestClient ann = cluster.node(0).connect(handshake("7", null));
        TestClient bob = cluster.node(0).connect(handshake("7", null));
        ann.forget();
        bob.subscribesSigned("private-x");

        cluster.advance(Duration.ofSeconds(30));

        ann.heard("""
                {"event":"pusher:error","data":{"code":4009,"message":"Connection not authorized within timeout"}}""");
        assertThat(ann.closed()).isEqualTo("4009 Connection not authorized within timeout");
        assertThat(bob.closed()).isNull();
    }

    private static Handshake handshake(@Nullable String protocol, @Nullable String origin) {
        return new Handshake(TestCluster.KEY.value(), protocol, "js", "8.6.0", origin, false);
    }
}
