package io.carillon.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.controlplane.app.FirstApp;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.server.Addresses;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Settings;
import io.carillon.process.settings.SettingsReader;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformTest {

    private static final FirstApp APP = new FirstApp(AppId.of("1"), AppKey.of("k"), Secret.of("s"), Secret.of("t"));

    @Test
    void a_port_that_is_taken_at_the_last_moment_is_told_without_a_stack_trace() throws IOException {
        Settings settings = new SettingsReader(Role.ALL_IN_ONE, Map.of()).read(Map.of());
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int managementPort = free.getLocalPort();
            free.close();
            var addresses = new Addresses("127.0.0.1", other.getLocalPort(), managementPort, "");

            assertThatExceptionOfType(StartRefusedException.class)
                    .isThrownBy(() -> Platform.dev(settings, addresses))
                    .satisfies(refused -> assertThat(refused.code()).isEqualTo("port_in_use"))
                    .withMessage("Another program took port " + other.getLocalPort() + " or " + managementPort
                            + " while Carillon started. Start it again, or choose other ports with --port and"
                            + " --management-port.");
        }
    }
}
