package io.carillon.broker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.connection.Handshake;
import io.carillon.protocol.frame.ClientFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebSocketEndpointTest {

    private static final String PING = "{\"event\":\"pusher:ping\",\"data\":{}}";
    private static final String PONG = "1 {\"event\":\"pusher:pong\",\"data\":\"{}\"}";

    private static TransportHouse house;

    @BeforeAll
    static void open() {
        house = new TransportHouse();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @BeforeEach
    void nobodyIsHere() {
        house.reception.visitors.clear();
    }

    @Test
    void a_client_is_greeted_heard_and_answered() throws Exception {
        try (var client = new RawClient(house.port())) {
            client.upgrade("/app/a-key?protocol=7&client=js&version=8.6.0&flash=false");
            RecordingReception.Visitor visitor = house.reception.next(client);
            assertThat(client.frame())
                    .isEqualTo("1 {\"event\":\"pusher:connection_established\",\"data\":\"{\\\"socket_id\\\":\\\""
                            + visitor.socketId() + "\\\",\\\"activity_timeout\\\":120}\"}");
            assertThat(visitor.handshake)
                    .isEqualTo(new Handshake("a-key", "7", "js", "8.6.0", null, false, "127.0.0.1"));

            client.sendText(PING);

            assertThat(client.frame()).isEqualTo(PONG);
            assertThat(visitor.nextFrame()).isEqualTo(new ClientFrame.Ping());
        }
    }

    @Test
    void a_client_departs_when_its_close_frame_comes_and_the_connection_ends_in_order() throws Exception {
        try (var client = house.connect()) {
            RecordingReception.Visitor visitor = house.reception.next(client);

            client.sendClose(4999);

            visitor.departed.get(10, TimeUnit.SECONDS);
            assertThat(client.frame()).isEqualTo("8 4999 ");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void a_client_departs_when_its_connection_breaks() throws Exception {
        var client = house.connect();
        RecordingReception.Visitor visitor = house.reception.next(client);

        client.socket().setSoLinger(true, 0);
        client.close();

        visitor.departed.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoever_is_refused_hears_why_after_the_upgrade() throws Exception {
        try (var client = new RawClient(house.port())) {
            client.upgrade("/app/nobody");

            assertThat(client.frame())
                    .isEqualTo(
                            "1 {\"event\":\"pusher:error\",\"data\":{\"code\":4001,\"message\":\"App key nobody not in"
                                    + " this cluster. Did you forget to specify the cluster?\"}}");
            assertThat(client.frame())
                    .isEqualTo("8 4001 App key nobody not in this cluster. Did you forget to specify the cluster?");
            client.sendClose(4001);
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void another_path_is_refused_after_the_upgrade_too() throws Exception {
        var ports = new ArrayList<Integer>();
        for (String path :
                new String[] {"/", "/app", "/app/", "/app/a/b", "/neighbour", "/%zz", "/a b", "/app?x=/app/key"}) {
            try (var client = new RawClient(house.port())) {
                ports.add(client.port());
                client.upgrade(path.replace(" ", "%20"));

                assertThat(client.frame())
                        .as(path)
                        .isEqualTo("1 {\"event\":\"pusher:error\",\"data\":{\"code\":4005,"
                                + "\"message\":\"Path not found: connect to /app/YOUR_APP_KEY\"}}");
                assertThat(client.frame()).isEqualTo("8 4005 Path not found: connect to /app/YOUR_APP_KEY");
            }
        }
        assertThat(house.reception.visitors).noneMatch(visitor -> ports.contains(visitor.port()));
    }

    @Test
    void key_and_parameters_are_decoded() throws Exception {
        try (var client = new RawClient(house.port())) {
            client.upgrade("/app/k%C3%A9y%2F%zz?client=my+app%21&protocol=seven&protocol=8&version=" + "9".repeat(100));

            assertThat(house.reception.next(client).handshake)
                    .isEqualTo(new Handshake("kéy/%zz", "seven", "my app!", "9".repeat(64), null, false, "127.0.0.1"));
        }
    }

    @Test
    void a_token_comes_in_the_query_in_a_header_or_as_a_sub_protocol() throws Exception {
        String token = "eyJhbGciOiJub25lIn0." + "x".repeat(8_000) + ".";
        try (var inQuery = new RawClient(house.port());
                var inHeader = new RawClient(house.port());
                var asSubprotocol = new RawClient(house.port())) {
            inQuery.upgrade("/app/key?token=" + token);
            inHeader.upgrade("/app/key?carillon=1", "Authorization: bearer " + token);
            String answer =
                    asSubprotocol.upgrade("/app/key", "Sec-WebSocket-Protocol: carillon.v1, carillon.token." + token);

            assertThat(house.reception.next(inQuery).handshake.token()).isEqualTo(token);
            Handshake fromHeader = house.reception.next(inHeader).handshake;
            assertThat(fromHeader.token()).isEqualTo(token);
            assertThat(fromHeader.extras()).isTrue();
            assertThat(fromHeader.toString()).doesNotContain("xxx");
            assertThat(house.reception.next(asSubprotocol).handshake.token()).isEqualTo(token);
            assertThat(answer).containsIgnoringCase("sec-websocket-protocol: carillon.v1\r\n");
        }
    }

    @Test
    void a_token_that_is_too_long_is_not_cut_until_it_fits() throws Exception {
        try (var client = new RawClient(house.port())) {
            client.upgrade("/app/key?token=" + "x".repeat(9_000));

            assertThat(house.reception.next(client).handshake.token()).hasSize(8_193);
        }
    }

    @Test
    void a_foreign_origin_is_the_receptions_business() throws Exception {
        try (var client = new RawClient(house.port())) {
            client.upgrade("/app/key", "Origin: https://elsewhere.example");

            assertThat(house.reception.next(client).handshake.origin()).isEqualTo("https://elsewhere.example");
        }
    }

    @Test
    void the_offered_version_of_pushers_protocol_is_echoed_and_nothing_else_is() throws Exception {
        try (var client = new RawClient(house.port())) {
            assertThat(client.upgrade("/app/key", "Sec-WebSocket-Protocol: chat, pusher-channels-protocol-7"))
                    .containsIgnoringCase("sec-websocket-protocol: pusher-channels-protocol-7\r\n");
        }
        for (String offer : new String[] {"Sec-WebSocket-Protocol: chat, superchat", "X-None: x"}) {
            try (var client = new RawClient(house.port())) {
                assertThat(client.upgrade("/app/key", offer)).doesNotContainIgnoringCase("sec-websocket-protocol");
            }
        }
    }

    @Test
    void no_compression_is_agreed_on_and_a_compressed_frame_ends_the_connection() throws Exception {
        try (var client = new RawClient(house.port())) {
            assertThat(client.upgrade(
                            "/app/key", "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"))
                    .doesNotContainIgnoringCase("extensions");
            client.frame();

            client.send(RawClient.frame(0xc1, new byte[] {(byte) 0xaa, 0x56, 0x4a, 0x04, 0x00}));

            assertThat(client.frame()).isEqualTo("8 1002 Reserved bits are set, and no extension was agreed on");
            assertThat(client.isAtEnd()).isTrue();
            house.reception.next(client).departed.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_broken_rule_is_told_even_when_much_is_still_under_way() throws Exception {
        try (var client = house.connect()) {
            byte[] flood = new byte[200_000];
            flood[0] = (byte) 0x83;

            client.send(flood);

            assertThat(client.frame()).isEqualTo("8 1002 Unknown opcode 3");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void pings_are_answered_and_of_a_flood_in_one_read_only_some() throws Exception {
        try (var client = house.connect()) {
            byte[] pings = new byte[0];
            for (int i = 0; i < 40; i++) {
                byte[] ping = RawClient.frame(0x89, ("p" + i).getBytes(StandardCharsets.UTF_8));
                pings = Arrays.copyOf(pings, pings.length + ping.length);
                System.arraycopy(ping, 0, pings, pings.length - ping.length, ping.length);
            }

            client.send(pings);

            for (int i = 0; i < 16; i++) {
                assertThat(client.frame()).isEqualTo("10 p" + i);
            }
            assertThat(client.frame()).isEqualTo("10 p39");
            client.sendText(PING);
            assertThat(client.frame()).isEqualTo(PONG);
        }
    }

    @Test
    void a_flood_of_control_frames_ends_the_connection() throws Exception {
        try (var client = house.connect()) {
            RecordingReception.Visitor visitor = house.reception.next(client);
            long before = house.metrics.floodsClosed.sum();
            for (int i = 0; i < 101; i++) {
                client.send(RawClient.frame(0x8a, new byte[0]));
            }

            assertThat(client.frame()).isEqualTo("8 4100 More than 100 control frames in a second: send fewer");
            visitor.departed.get(10, TimeUnit.SECONDS);
            assertThat(house.metrics.floodsClosed.sum()).isEqualTo(before + 1);
        }
    }

    @Test
    void a_binary_message_is_counted_and_nothing_else() throws Exception {
        try (var client = house.connect()) {
            client.send(RawClient.frame(0x82, new byte[] {1, 2, 3}));
            client.sendText(PING);

            assertThat(client.frame()).isEqualTo(PONG);
            assertThat(house.reception.next(client).binary).hasValue(1);
        }
    }

    @Test
    void a_message_that_fails_on_our_side_ends_only_this_connection() throws Exception {
        try (var client = house.connect();
                var other = house.connect()) {
            client.sendText("{\"event\":\"throw\"}");

            assertThat(client.frame()).startsWith("1 {\"event\":\"pusher:error\",\"data\":{\"code\":1011,");
            assertThat(client.frame()).isEqualTo("8 1011 Internal error, please try again");
            other.sendText(PING);
            assertThat(other.frame()).isEqualTo(PONG);
        }
    }

    @Test
    void what_is_sent_before_the_client_was_let_in_is_heard_afterwards_and_in_order() throws Exception {
        house.reception.open = new CompletableFuture<>();
        try (var client = new RawClient(house.port())) {
            client.upgrade("/app/key");
            RecordingReception.Visitor visitor = house.reception.next(client);
            for (int i = 0; i < 100; i++) {
                client.sendText("{\"event\":\"early-" + i + "\"}");
            }
            assertThat(visitor.frames).isEmpty();

            house.reception.open.complete(null);

            for (int i = 0; i < 100; i++) {
                assertThat(visitor.nextFrame()).isEqualTo(new ClientFrame.Unknown("early-" + i));
            }
        } finally {
            house.reception.open = CompletableFuture.completedFuture(null);
        }
    }

    @Test
    void a_client_that_hangs_up_before_it_was_let_in_departs() throws Exception {
        house.reception.open = new CompletableFuture<>();
        try {
            var client = new RawClient(house.port());
            client.upgrade("/app/key");
            RecordingReception.Visitor visitor = house.reception.next(client);
            client.close();

            house.reception.open.complete(null);

            visitor.departed.get(10, TimeUnit.SECONDS);
        } finally {
            house.reception.open = CompletableFuture.completedFuture(null);
        }
    }

    @Test
    void frames_may_be_cut_at_every_byte() throws Exception {
        byte[] ping = RawClient.frame(0x81, PING.getBytes(StandardCharsets.UTF_8));
        try (var client = house.connect()) {
            for (int cut = 1; cut < ping.length; cut++) {
                client.send(Arrays.copyOf(ping, cut));
                client.send(Arrays.copyOfRange(ping, cut, ping.length));

                assertThat(client.frame()).isEqualTo(PONG);
            }
        }
    }
}
