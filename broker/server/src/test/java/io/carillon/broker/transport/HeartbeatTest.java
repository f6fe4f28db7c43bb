package io.carillon.broker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private static final String PING = "{\"event\":\"pusher:ping\",\"data\":{}}";

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
    void a_silent_client_is_asked_and_then_given_up() throws Exception {
        try (var client = house.connect()) {
            RecordingReception.Visitor visitor = house.reception.next();

            house.advance(119);
            house.advance(1);
            assertThat(client.frame()).isEqualTo("9 ");
            house.advance(29);
            assertThat(visitor.departed).isNotDone();
            house.advance(1);

            assertThat(client.frame())
                    .isEqualTo(
                            "1 {\"event\":\"pusher:error\",\"data\":{\"code\":4201,\"message\":\"Pong reply not received\"}}");
            assertThat(client.frame()).isEqualTo("8 4201 Pong reply not received");
            visitor.departed.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void anything_received_is_a_sign_of_life() throws Exception {
        byte[][] signs = {
            RawClient.frame(0x8a, new byte[0]),
            RawClient.frame(0x82, new byte[] {1}),
            RawClient.frame(0x01, new byte[] {'x'}),
            RawClient.frame(0x00, new byte[] {'x'}),
        };
        try (var client = house.connect()) {
            RecordingReception.Visitor visitor = house.reception.next();
            for (byte[] sign : signs) {
                house.advance(120);
                assertThat(client.frame()).isEqualTo("9 ");
                house.advance(29);
                client.send(sign);
                // Its answer shows that what came before it has been read.
                client.send(RawClient.frame(0x89, new byte[] {'?'}));
                assertThat(client.frame()).isEqualTo("10 ?");
                house.advance(29);
            }
            assertThat(visitor.departed).isNotDone();
        }
    }

    @Test
    void a_client_that_speaks_is_not_asked() throws Exception {
        try (var client = house.connect()) {
            for (int i = 0; i < 5; i++) {
                house.advance(100);
                client.sendText(PING);
                assertThat(client.frame()).isEqualTo("1 {\"event\":\"pusher:pong\",\"data\":\"{}\"}");
            }
        }
    }

    @Test
    void a_client_that_does_not_answer_our_close_frame_is_cut_off() throws Exception {
        try (var client = house.connect()) {
            RecordingReception.Visitor visitor = house.reception.next();
            visitor.onLoop(() -> visitor.end(io.carillon.protocol.CloseCode.RECONNECT, "restart"));
            assertThat(client.frame()).startsWith("1 {\"event\":\"pusher:error\"");
            assertThat(client.frame()).isEqualTo("8 4200 restart");

            house.advance(5);

            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void a_client_whose_greeting_takes_too_long_is_told_to_come_back() throws Exception {
        house.reception.open = new CompletableFuture<>();
        try (var client = new RawClient(house.port())) {
            client.upgrade("/app/key");
            RecordingReception.Visitor visitor = house.reception.next();

            house.advance(20);

            assertThat(client.frame()).isEqualTo("8 4100 Over capacity, please try again");
            house.reception.open.complete(null);
            visitor.departed.get(10, TimeUnit.SECONDS);
        } finally {
            house.reception.open = CompletableFuture.completedFuture(null);
        }
    }
}
