package io.carillon.client.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Servers that end without a word, over real sockets: the client knows it long before a ping could tell. */
class HangUpTest {

    /** Where the JDK was left to itself, one end in two to four was overlooked. */
    private static final int ENDS = 100;

    private final Semaphore heard = new Semaphore(0);

    @Test
    void a_server_that_hangs_up_right_after_a_message_is_missed_at_once() throws Exception {
        comesBackEachTime(visitor -> visitor.says(news("1")));
    }

    @Test
    void a_server_that_hangs_up_in_the_middle_of_a_burst_is_missed_at_once() throws Exception {
        comesBackEachTime(visitor -> {
            for (int i = 1; i <= 20; i++) {
                visitor.says(news(Integer.toString(i)));
            }
        });
    }

    private void comesBackEachTime(LoopbackServer.Script lastWords) throws Exception {
        LoopbackServer.Script script = visitor -> {
            visitor.upgrades();
            visitor.greets("1." + visitor.number, 120);
            visitor.hears();
            lastWords.play(visitor);
        };
        try (var server = new LoopbackServer(script);
                RealtimeClient client = RealtimeClient.builder()
                        .server("ws://" + server.authority())
                        .key("KEY")
                        .reconnectPause(Duration.ofMillis(1), Duration.ofMillis(2))
                        .build()) {
            client.subscribe("news").bind("first", event -> heard.release());
            client.connect();

            for (int end = 1; end <= ENDS; end++) {
                assertThat(heard.tryAcquire(15, TimeUnit.SECONDS))
                        .as("end %d of the server", end)
                        .isTrue();
            }
        }
    }

    private static String news(String data) {
        String event = "1".equals(data) ? "first" : "next";
        return "{\"event\":\"" + event + "\",\"channel\":\"news\",\"data\":\"" + data + "\"}";
    }
}
