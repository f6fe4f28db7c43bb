package io.carillon.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.SettingsReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "localhost", "::1"})
    void this_machine_alone_is_always_fine(String host) {
        assertThatCode(() -> check(Map.of(Setting.HOST, host))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void generated_secrets_are_not_shown_to_a_network(String host) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> check(Map.of(Setting.HOST, host)))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("host_exposed"))
                .withMessage(
                        "Carillon does not listen on %s with secrets that it generated for development: others can reach that"
                                + " address. Either set your own secret with CARILLON_APP_SECRET (and CARILLON_APP_ID, CARILLON_APP_KEY), or"
                                + " add --insecure if everybody on that network may know the secrets.",
                        host);
    }

    @Test
    void either_way_out_leads_out() {
        assertThatCode(() -> check(Map.of(Setting.HOST, "0.0.0.0", Setting.INSECURE, "true")))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(Map.of(Setting.HOST, "0.0.0.0", Setting.APP_SECRET, "my own")))
                .doesNotThrowAnyException();
    }

    @Test
    void a_name_that_means_nothing_is_refused() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> check(Map.of(Setting.HOST, "no such host")))
                .withMessage(
                        "There is no address 'no such host' to listen on. Set --host or CARILLON_HOST to an address of this"
                                + " machine, such as 127.0.0.1.");
    }

    private static void check(Map<Setting, String> flags) {
        Exposure.check(new SettingsReader(Role.ALL_IN_ONE, Map.of()).read(flags));
    }
}
