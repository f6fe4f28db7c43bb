package io.carillon.broker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UpgradeTest {

    private static final String SMUGGLED = "GET /neighbour HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static TransportHouse house;

    @BeforeAll
    static void open() {
        house = new TransportHouse();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void an_upgrade_that_breaks_the_rules_is_refused_and_what_follows_it_is_not_answered() throws Exception {
        String good = RawClient.upgradeRequest("/app/key");
        assertRefused(good.replace("Version: 13", "Version: 8"), "426", "websocket_version_unsupported");
        assertRefused(good.replace("Sec-WebSocket-Version: 13\r\n", ""), "426", "websocket_version_unsupported");
        assertRefused(good.replaceAll("Sec-WebSocket-Key: .*\r\n", ""), "400", "upgrade_invalid");
        assertRefused(good.replace("dGhlIHNhbXBsZSBub25jZQ==", "dG9vIHNob3J0"), "400", "upgrade_invalid");
        assertRefused(good.replace("GET", "POST"), "400", "upgrade_invalid");
        assertRefused(good.replace("HTTP/1.1", "HTTP/1.0"), "400", "upgrade_invalid");
        assertRefused(good.replace("Host: localhost\r\n", ""), "400", "upgrade_invalid");
        assertRefused(
                good.replace("Host: localhost\r\n", "Host: a\r\nContent-Length: 44\r\n"), "400", "upgrade_invalid");
    }

    @Test
    void a_refused_upgrade_names_the_version_that_is_spoken() throws Exception {
        try (var client = new RawClient(house.port())) {
            client.send(RawClient.upgradeRequest("/app/key").replace("Version: 13", "Version: 14"));

            assertThat(client.head()).containsIgnoringCase("\r\nsec-websocket-version: 13\r\n");
        }
    }

    @Test
    void a_plain_request_where_sockets_connect_is_told_so() throws Exception {
        assertRefused("GET /app/key?protocol=7 HTTP/1.1\r\nHost: localhost\r\n\r\n", "426", "websocket_required");
        assertRefused(
                "GET /app/key HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n\r\n", "426", "websocket_required");
    }

    @Test
    void headers_are_limited_in_number_and_size() throws Exception {
        assertRefused(
                "GET /neighbour HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(64) + "\r\n",
                "431",
                "headers_too_large");
        assertRefused(
                "GET /neighbour HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(17_000) + "\r\n\r\n",
                "431",
                "headers_too_large");
    }

    private static void assertRefused(String request, String status, String code) throws Exception {
        try (var client = new RawClient(house.port())) {
            client.send(request + SMUGGLED);

            String head = client.head();
            assertThat(head).startsWith("HTTP/1.1 " + status + " ").containsIgnoringCase("\r\nconnection: close\r\n");
            assertThat(new String(client.rest(), StandardCharsets.UTF_8))
                    .as("the answer to the refused request, and to nothing else")
                    .startsWith("{\"error\":\"")
                    .endsWith("\",\"code\":" + status + ",\"id\":\"" + code + "\"}\n")
                    .doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void a_request_in_the_shadow_of_a_good_upgrade_is_not_answered() throws Exception {
        try (var client = new RawClient(house.port())) {
            client.send(RawClient.upgradeRequest("/app/key") + SMUGGLED);

            assertThat(new String(client.rest(), StandardCharsets.UTF_8)).doesNotContain("hello");
        }
    }

    @Test
    void an_upgrade_that_a_filter_forbids_ends_the_connection() throws Exception {
        try (var strict = new TransportHouse("transport.test.forbid", true);
                var client = new RawClient(strict.port())) {
            client.send(RawClient.upgradeRequest("/app/key"));

            assertThat(client.head()).startsWith("HTTP/1.1 401 ").containsIgnoringCase("\r\nconnection: close\r\n");
            client.rest();
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void neighbours_on_the_same_port_are_served_and_keep_their_connection() throws Exception {
        try (var client = new RawClient(house.port())) {
            for (int i = 0; i < 3; i++) {
                client.send("POST /neighbour HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                        + "Content-Length: 5\r\n\r\nhello");

                assertThat(client.head()).startsWith("HTTP/1.1 200 ");
                assertThat(new String(client.input().readNBytes(5), StandardCharsets.UTF_8))
                        .isEqualTo("hello");
            }
            client.upgrade("/app/key");
            assertThat(client.frame()).startsWith("1 {\"event\":\"pusher:connection_established\"");
        }
    }

    @Test
    void whoever_says_nothing_or_says_it_too_slowly_is_sent_away() throws Exception {
        try (var own = new TransportHouse();
                var silent = new RawClient(own.port());
                var slow = new RawClient(own.port());
                var unfinished = new RawClient(own.port());
                var good = own.connect();
                var idle = new RawClient(own.port())) {
            slow.send("GET /app/key HTTP/1.1\r\nHost:");
            unfinished.send("POST /neighbour HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhe");
            idle.send(SMUGGLED);
            assertThat(idle.head()).startsWith("HTTP/1.1 200 ");

            own.advance(9);
            slow.send(" local");
            own.advance(1);

            assertThat(silent.rest()).isEmpty();
            assertThat(slow.rest()).isEmpty();
            own.advance(20);
            assertThat(unfinished.rest()).isEmpty();
            assertThat(new String(idle.input().readNBytes(5), StandardCharsets.UTF_8))
                    .isEqualTo("hello");
            idle.send(SMUGGLED);
            assertThat(idle.head()).as("idle between two requests is no crime").startsWith("HTTP/1.1 200 ");
            good.sendText("{\"event\":\"pusher:ping\"}");
            assertThat(good.frame()).startsWith("1 {\"event\":\"pusher:pong\"");
        }
    }

    @Test
    void one_address_cannot_keep_all_others_waiting() throws Exception {
        try (var own = new TransportHouse("carillon.broker.transport.waiting-per-address", 3)) {
            List<RawClient> silent = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                silent.add(new RawClient(own.port()));
            }
            try (var oneMore = new RawClient(own.port())) {
                assertThat(oneMore.head()).startsWith("HTTP/1.1 503 ").contains("\r\nConnection: close\r\n");
                oneMore.rest();
            }
            for (RawClient client : silent) {
                client.send(SMUGGLED);
                assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            }
            try (var client = own.connect()) {
                client.sendText("{\"event\":\"pusher:ping\"}");
                assertThat(client.frame()).startsWith("1 {\"event\":\"pusher:pong\"");
            }
            for (RawClient client : silent) {
                client.close();
            }
        }
    }

    @Test
    void sockets_beyond_the_budget_are_told_to_come_back_later() throws Exception {
        try (var own = new TransportHouse("carillon.broker.transport.max-connections", 1);
                var first = own.connect();
                var second = new RawClient(own.port())) {
            second.upgrade("/app/key");

            assertThat(second.frame())
                    .isEqualTo("1 {\"event\":\"pusher:error\",\"data\":{\"code\":4100,"
                            + "\"message\":\"Over capacity, please try again\"}}");
            assertThat(second.frame()).isEqualTo("8 4100 Over capacity, please try again");
            second.sendClose(4100);
            assertThat(second.isAtEnd()).isTrue();
            first.sendClose(1000);
            first.frame();
            assertThat(first.isAtEnd()).isTrue();
            try (var third = own.connect()) {
                third.sendText("{\"event\":\"pusher:ping\"}");
                assertThat(third.frame()).startsWith("1 {\"event\":\"pusher:pong\"");
            }
        }
    }

    @Test
    void sockets_are_served_on_the_named_ports_alone() throws Exception {
        try (var own = new TransportHouse("carillon.broker.transport.ports", "1")) {
            try (var client = new RawClient(own.port())) {
                client.send(RawClient.upgradeRequest("/app/key"));
                assertThat(client.head()).startsWith("HTTP/1.1 404 ");
            }
        }
    }

    @Test
    void a_prefix_may_stand_before_the_path() throws Exception {
        try (var own = new TransportHouse("carillon.broker.path-prefix", "/realtime");
                var client = new RawClient(own.port())) {
            client.upgrade("/realtime/app/key");

            assertThat(own.reception.next().handshake.key()).isEqualTo("key");
        }
    }
}
