package io.carillon.broker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EchoTest {

    @Test
    void it_is_not_there_unless_it_was_turned_on() throws Exception {
        try (var house = new TransportHouse();
                var client = new RawClient(house.port())) {
            client.upgrade("/echo");

            assertThat(client.frame()).startsWith("1 {\"event\":\"pusher:error\",\"data\":{\"code\":4005,");
        }
    }

    @Test
    void it_sends_back_text_and_binary_messages_of_any_size() throws Exception {
        try (var house = new TransportHouse("carillon.broker.echo.enabled", true);
                var client = new RawClient(house.port())) {
            client.upgrade("/echo");
            for (int size : new int[] {0, 125, 126, 65535, 65536, 1 << 20, 16 << 20}) {
                byte[] message = new byte[size];
                Arrays.fill(message, (byte) '*');
                byte[] frame = RawClient.frame(size % 2 == 0 ? 0x82 : 0x81, message);
                // Sent by someone else, since an echo that nobody reads stops the conversation.
                CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(client, frame));

                assertThat(client.frame())
                        .isEqualTo((size % 2 == 0 ? "2 " : "1 ") + new String(message, StandardCharsets.UTF_8));
                sent.join();
            }
        }
    }

    @Test
    void it_sends_back_a_message_of_many_tiny_fragments() throws Exception {
        try (var house = new TransportHouse("carillon.broker.echo.enabled", true, "carillon.broker.echo.path", "/");
                var client = new RawClient(house.port())) {
            client.upgrade("/");
            for (int i = 0; i < 5000; i++) {
                client.send(RawClient.frame(i == 0 ? 1 : i == 4999 ? 0x80 : 0, new byte[] {'a'}));
            }

            assertThat(client.frame()).isEqualTo("1 " + "a".repeat(5000));
        }
    }

    @Test
    void beside_it_apps_are_found_as_ever() throws Exception {
        try (var house = new TransportHouse("carillon.broker.echo.enabled", true, "carillon.broker.echo.path", "/");
                var client = house.connect()) {
            client.sendText("{\"event\":\"pusher:ping\"}");

            assertThat(client.frame()).isEqualTo("1 {\"event\":\"pusher:pong\",\"data\":\"{}\"}");
        }
    }

    private static void send(RawClient client, byte[] frame) {
        try {
            client.send(frame);
        } catch (java.io.IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }
}
