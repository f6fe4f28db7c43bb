package io.carillon.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.process.Version;
import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Setting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandLinesTest {

    @Test
    void dev_runs_if_no_command_is_named() {
        assertThat(CommandLines.parse()).isEqualTo(new Command.Dev(Map.of()));
        assertThat(CommandLines.parse("dev")).isEqualTo(new Command.Dev(Map.of()));
    }

    @Test
    void flags_stand_with_or_without_the_command() {
        var asked = new Command.Dev(Map.of(Setting.PORT, "7000", Setting.INSECURE, "true"));

        assertThat(CommandLines.parse("--port", "7000", "--insecure")).isEqualTo(asked);
        assertThat(CommandLines.parse("dev", "--port=7000", "--insecure")).isEqualTo(asked);
        assertThat(CommandLines.parse("--port", "7000", "dev", "--insecure")).isEqualTo(asked);
    }

    @Test
    void serve_is_asked_for_by_name() {
        var asked = new Command.Serve(Map.of(Setting.PORT, "7000"));

        assertThat(CommandLines.parse("serve", "--port", "7000")).isEqualTo(asked);
        assertThat(CommandLines.parse("--port", "7000", "serve")).isEqualTo(asked);
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void every_setting_has_a_flag_and_is_explained_unless_hidden(Setting setting) {
        String help = ((Command.Print) CommandLines.parse("--help")).text().replaceAll("\\s+", " ");

        if (setting.isHidden()) {
            assertThat(help).doesNotContain(setting.flag());
        } else {
            assertThat(help).contains(setting.flag()).contains(setting.description());
        }
    }

    @Test
    void an_unknown_flag_is_refused_with_the_nearest_one() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> CommandLines.parse("dev", "--manage-port=1"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("setting_unknown"))
                .withMessage("Unknown flag '--manage-port'. Did you mean --management-port?"
                        + " 'carillon --help' lists all settings.");
    }

    @Test
    void an_unknown_command_is_refused() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> CommandLines.parse("apss"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("command_unknown"))
                .withMessage("Unknown command 'apss'. Did you mean apps? 'carillon --help' lists all commands.");
    }

    @Test
    void a_flag_needs_its_value() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> CommandLines.parse("--port"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("setting_invalid"))
                .withMessage(
                        "Missing required parameter for option '--port' (PORT). 'carillon --help' lists all settings.");
    }

    @Test
    void the_version_is_one_line() {
        assertThat(CommandLines.parse("--version"))
                .isEqualTo(new Command.Print("carillon " + Version.current() + System.lineSeparator()));
    }

    @Test
    void the_help_names_the_commands_for_a_platform_that_runs() {
        String help = ((Command.Print) CommandLines.parse("--help")).text();

        assertThat(help).contains("\n  dev ").contains("\n  apps ").contains("\n  import ");
    }

    @Test
    void what_belongs_to_a_command_stands_behind_it() {
        assertThat(CommandLines.parse("apps", "list", "--json"))
                .isEqualTo(new Command.Manage(List.of("apps", "list", "--json")));
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> CommandLines.parse("--json", "apps", "list"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("command_misplaced"));
    }
}
