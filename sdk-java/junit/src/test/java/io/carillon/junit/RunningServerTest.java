package io.carillon.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Starting and stopping. */
class RunningServerTest {

    private static final int MANY = 20;
    private static final long MEGABYTE = 1024 * 1024;

    @Test
    void stopped_it_leaves_neither_threads_nor_ports() throws IOException {
        var running = RunningServer.start(Map.of());
        var server = CarillonServer.of(running);
        try (var publisher = server.publisher().build();
                var client = server.client("ann").build()) {
            client.connect();
            publisher.trigger("my-channel", "greeting", "{}");
            assertThat(running.alive()).isNotEmpty();
        }

        running.close();

        assertThat(running.alive()).isEmpty();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.port()).close());
    }

    @Test
    void twenty_servers_one_after_the_other_leave_no_memory_behind() {
        List<Long> starts = new ArrayList<>();
        RunningServer.start(Map.of()).close();
        long before = used();
        for (int i = 0; i < MANY; i++) {
            long began = System.nanoTime();
            var running = RunningServer.start(Map.of());
            starts.add((System.nanoTime() - began) / 1_000_000);
            running.close();
        }
        long grown = used() - before;

        System.out.println("starts after the first, in ms: " + starts + "; heap grown by " + grown / 1024 + " kB");
        assertThat(grown).isLessThan(MANY * MEGABYTE / 4);
    }

    @Test
    void two_run_at_the_same_time() {
        var one = RunningServer.start(Map.of());
        var other = RunningServer.start(Map.of());
        try (one) {
            try (other;
                    var publisher = CarillonServer.of(other).publisher().build()) {
                publisher.trigger("my-channel", "greeting", "{}");
            }
            try (var publisher = CarillonServer.of(one).publisher().build()) {
                publisher.trigger("my-channel", "greeting", "{}");
            }
            assertThat(other.alive()).isEmpty();
        }
    }

    @Test
    void a_port_that_is_taken_is_said_with_the_way_out() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            assertThatIllegalStateException()
                    .isThrownBy(() -> RunningServer.start(Map.of("port", port)))
                    .withMessageContaining("Port " + port + " on 127.0.0.1 is already in use")
                    .withMessageEndingWith("(port_in_use)");
        }
    }

    @Test
    void a_setting_that_there_is_not_is_said() {
        assertThatIllegalStateException()
                .isThrownBy(() -> RunningServer.start(Map.of("activity-timeuot", "1s")))
                .withMessageContaining("Did you mean activity-timeout?")
                .withMessageEndingWith("(setting_unknown)");
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
