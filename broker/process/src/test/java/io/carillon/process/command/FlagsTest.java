package io.carillon.process.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class FlagsTest {

    @Test
    void a_role_has_the_flags_of_its_settings() {
        assertThat(read(Role.BROKER, "--node-lease", "5s", "--redis-cluster", "--port=7000"))
                .isEqualTo(new Typed.Start(
                        "carillon-broker",
                        Map.of(Setting.NODE_LEASE, "5s", Setting.REDIS_CLUSTER, "true", Setting.PORT, "7000")));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void the_help_tells_of_every_setting_of_the_role_and_of_no_other(Role role) {
        String help = ((Typed.Print) read(role, "--help")).text().replaceAll("\\s+", " ");

        for (Setting setting : Setting.values()) {
            if (setting.isFor(role) && !setting.isHidden()) {
                assertThat(help).contains(setting.flag()).contains(setting.description());
            } else {
                assertThat(help).doesNotContain(setting.flag() + "=");
            }
        }
    }

    @Test
    void the_help_tells_the_defaults_of_the_role() {
        assertThat(((Typed.Print) read(Role.CONTROL_PLANE, "--help")).text()).contains("[6002]", "[9602]");
    }

    @Test
    void a_flag_of_another_program_is_refused_by_saying_whose_it_is() {
        assertRefused(
                "setting_unknown",
                "The flag --data-dir means nothing to carillon-broker: it is for carillon and carillon-control-plane. Leave"
                        + " it out; in the environment and in the file it may stay."
                        + " 'carillon-broker --help' lists all settings.",
                "--data-dir=here");
    }

    @Test
    void an_unknown_flag_is_refused_with_the_nearest_one_of_the_role() {
        assertRefused(
                "setting_unknown",
                "Unknown flag '--node-leese'. Did you mean --node-lease? 'carillon-broker --help' lists all settings.",
                "--node-leese=5s");
    }

    @Test
    void a_word_that_is_no_flag_is_answered_by_whoever_knows_the_commands() {
        assertRefused("command_unknown", "dev", "dev");
    }

    private static Typed read(Role role, String... arguments) {
        var flags = new Flags(role);
        return flags.read(
                new CommandLine(flags.on(CommandSpec.create().name(role.program()))),
                word -> new StartRefusedException("command_unknown", word),
                arguments);
    }

    private static void assertRefused(String code, String message, String... arguments) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> read(Role.BROKER, arguments))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code))
                .withMessage(message);
    }
}
