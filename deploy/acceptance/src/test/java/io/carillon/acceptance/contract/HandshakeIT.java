package io.carillon.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.acceptance.wire.RawClient;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client comes in, and how it is turned away: after the 101, so that it learns why. */
@ExtendWith(CarillonServer.class)
final class HandshakeIT {

    private static final String APP = "/app/" + RunningJar.APP_KEY;

    private final Carillon carillon;

    HandshakeIT(Carillon carillon) {
        this.carillon = carillon;
    }

    @ParameterizedTest
    @ValueSource(strings = {"?protocol=4", "?protocol=5", "?protocol=6", "?protocol=7", "", "?client=x&version=1"})
    void protocols_4_to_7_and_none_are_greeted(String query) {
        carillon.open(APP + query).isGreeted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?protocol=0",
                "?protocol=1",
                "?protocol=3",
                "?protocol=8",
                "?protocol=x",
                "?protocol=7.0",
                "?protocol=-7"
            })
    void other_protocols_are_refused_with_4007(String query) {
        carillon.open(APP + query).isRefusedWith(4007);
    }

    @Test
    void an_unknown_key_is_refused_in_pushers_words() {
        RawClient client = carillon.open("/app/nosuchkey?protocol=7");

        assertThat(client.isRefusedWith(4001))
                .isEqualTo("App key nosuchkey not in this cluster. Did you forget to specify the cluster?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/app", "/app/", "/somewhere/else", "/app/" + RunningJar.APP_KEY + "/more"})
    void another_path_is_refused_with_4005(String path) {
        carillon.open(path + "?protocol=7").isRefusedWith(4005);
    }

    @Test
    void the_key_is_percent_decoded() {
        carillon.open("/app/%61" + RunningJar.APP_KEY.substring(1) + "?protocol=7")
                .isGreeted();
    }

    @Test
    void unknown_parameters_are_ignored() {
        carillon.open(APP + "?flash=false&protocol=7&whatever=%F0%9F%94%94&client=js&version=8.6.0")
                .isGreeted();
    }

    @Test
    void every_connection_has_a_socket_id_of_its_own() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            ids.add(carillon.connect().socketId());
        }

        assertThat(ids).hasSize(20).allMatch(id -> id.matches("\\d+\\.\\d+"));
    }

    @Test
    void the_sub_protocol_that_swift_offers_is_echoed() {
        RawClient client = carillon.open(APP + "?protocol=7", "Sec-WebSocket-Protocol: pusher-channels-protocol-7");

        assertThat(client.handshake().headers()).containsEntry("sec-websocket-protocol", "pusher-channels-protocol-7");
        client.isGreeted();
    }

    @Test
    void it_is_found_among_others() {
        RawClient client =
                carillon.open(APP + "?protocol=5", "Sec-WebSocket-Protocol: chat, pusher-channels-protocol-5");

        assertThat(client.handshake().headers()).containsEntry("sec-websocket-protocol", "pusher-channels-protocol-5");
        client.isGreeted();
    }

    @Test
    void other_sub_protocols_are_not_answered() {
        RawClient client = carillon.open(APP + "?protocol=7", "Sec-WebSocket-Protocol: chat");

        assertThat(client.handshake().headers()).doesNotContainKey("sec-websocket-protocol");
        client.isGreeted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com", "https://example.com", "null", "http://localhost:3000", "file://"})
    void an_app_without_a_list_of_origins_takes_all(String origin) {
        carillon.open(APP + "?protocol=7", "Origin: " + origin).isGreeted();
    }

    @Test
    void an_extension_that_was_not_offered_is_not_answered() {
        assertThat(carillon.open(APP).handshake().headers()).doesNotContainKey("sec-websocket-extensions");
    }
}
