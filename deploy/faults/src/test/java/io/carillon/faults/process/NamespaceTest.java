package io.carillon.faults.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.faults.process.RedisServer.Persistence;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where there is neither root nor the tools, nothing of it can be tried. */
final class NamespaceTest {

    @TempDir
    private Path logs;

    private Processes processes;

    @BeforeEach
    void open() {
        assumeTrue(Namespace.mayBeMade(), "network namespaces need root");
        for (String tool : List.of("ip", "iptables", "ss")) {
            assumeTrue(
                    Files.isExecutable(Path.of("/usr/sbin", tool)) || Files.isExecutable(Path.of("/usr/bin", tool)),
                    tool + " is not on this machine");
        }
        processes = Processes.in(logs.resolve("logs"));
    }

    @AfterEach
    void close() {
        if (processes != null) {
            processes.close();
        }
    }

    @Test
    void what_runs_in_it_is_reached_over_its_cable_until_that_is_unplugged() {
        Namespace.Cable cable = Namespace.make(processes).cable();
        RedisServer redis = RedisServer.start(processes, "redis", cable.place(), Persistence.NONE);
        assertThat(redis.subscribers()).isEmpty();

        cable.unplug();

        assertThat(Await.within(Duration.ofSeconds(10), () -> !answers(redis))).isTrue();
    }

    @Test
    void nothing_of_it_is_left_afterwards() throws Exception {
        Namespace.Cable cable = Namespace.make(processes).cable();
        assertThat(hasAddress(cable.ourHost())).isTrue();

        processes.close();

        assertThat(hasAddress(cable.ourHost())).isFalse();
    }

    private static boolean answers(RedisServer redis) {
        try {
            redis.subscribers();
            return true;
        } catch (RuntimeException silent) {
            return false;
        }
    }

    private static boolean hasAddress(String host) throws Exception {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> address.getHostAddress().equals(host));
    }
}
