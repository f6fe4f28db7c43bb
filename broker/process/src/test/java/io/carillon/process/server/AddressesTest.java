package io.carillon.process.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.SettingsReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

    @Test
    void zero_takes_any_two_free_ports() {
        Addresses addresses = choose(Map.of(Setting.PORT, "0", Setting.MANAGEMENT_PORT, "0"));

        assertThat(addresses.port()).isPositive().isNotEqualTo(addresses.managementPort());
        assertThat(addresses.managementPort()).isPositive();
    }

    @Test
    void a_port_in_use_is_refused_with_the_way_out() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertRefused(
                    Map.of(Setting.PORT, "" + port, Setting.MANAGEMENT_PORT, "0"),
                    "port_in_use",
                    "Port " + port
                            + " on 127.0.0.1 is already in use, perhaps by another Carillon. Stop that program, or"
                            + " choose another port with --port or CARILLON_PORT; 0 takes any free one.");
            assertRefused(
                    Map.of(Setting.PORT, "0", Setting.MANAGEMENT_PORT, "" + port),
                    "port_in_use",
                    "Port " + port
                            + " on 127.0.0.1 is already in use, perhaps by another Carillon. Stop that program, or"
                            + " choose another port with --management-port or CARILLON_MANAGEMENT_PORT; 0 takes any free one.");
        }
    }

    @Test
    void the_two_ports_differ() {
        assertRefused(
                Map.of(Setting.PORT, "7000", Setting.MANAGEMENT_PORT, "7000"),
                "setting_invalid",
                "--port and --management-port are both 7000. Choose two different ports.");
    }

    @Test
    void an_address_of_another_machine_is_refused() {
        assertRefused(
                Map.of(Setting.HOST, "192.0.2.1", Setting.PORT, "0"),
                "host_unusable",
                "192.0.2.1 is no address of this machine. Set --host or CARILLON_HOST to one that is, such as 127.0.0.1.");
    }

    @ParameterizedTest
    @CsvSource({"'',''", "/,''", "realtime,/realtime", "/realtime/,/realtime", "a/b,/a/b"})
    void a_path_prefix_is_written_with_or_without_slashes(String written, String meant) {
        var settings = Map.of(Setting.PATH_PREFIX, written, Setting.PORT, "0", Setting.MANAGEMENT_PORT, "0");

        assertThat(choose(settings).pathPrefix()).isEqualTo(meant);
    }

    private static Addresses choose(Map<Setting, String> flags) {
        return Addresses.choose(new SettingsReader(Role.ALL_IN_ONE, Map.of()).read(flags));
    }

    private static void assertRefused(Map<Setting, String> flags, String code, String message) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> choose(flags))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code))
                .withMessage(message);
    }
}
