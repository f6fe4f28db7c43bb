package io.carillon.process.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.process.refusal.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<Setting, String> flags = new HashMap<>();

    @Test
    void the_defaults_hold_where_nothing_is_set() {
        Settings settings = read();

        assertThat(settings.text(Setting.HOST)).isEqualTo("127.0.0.1");
        assertThat(settings.number(Setting.PORT)).isEqualTo(6001);
        assertThat(settings.number(Setting.MANAGEMENT_PORT)).isEqualTo(9601);
        assertThat(settings.duration(Setting.ACTIVITY_TIMEOUT)).isEqualTo(Duration.ofSeconds(120));
        assertThat(settings.isOn(Setting.INSECURE)).isFalse();
        assertThat(settings.origin(Setting.PORT)).isEmpty();
    }

    @Test
    void the_file_beats_the_default() throws IOException {
        file("port: 7001");

        Settings settings = read();

        assertThat(settings.number(Setting.PORT)).isEqualTo(7001);
        assertThat(settings.origin(Setting.PORT)).contains("port in " + configFile());
    }

    @Test
    void the_environment_beats_the_file() throws IOException {
        file("port: 7001");
        environment.put("CARILLON_PORT", "7002");

        Settings settings = read();

        assertThat(settings.number(Setting.PORT)).isEqualTo(7002);
        assertThat(settings.origin(Setting.PORT)).contains("CARILLON_PORT");
    }

    @Test
    void a_flag_beats_the_environment() throws IOException {
        file("port: 7001");
        environment.put("CARILLON_PORT", "7002");
        flags.put(Setting.PORT, "7003");

        Settings settings = read();

        assertThat(settings.number(Setting.PORT)).isEqualTo(7003);
        assertThat(settings.origin(Setting.PORT)).contains("--port");
    }

    @Test
    void what_a_program_says_that_starts_another_holds_and_nothing_else_is_looked_at() {
        Settings settings = SettingsReader.said(Role.ALL_IN_ONE, Map.of("port", "7004"));

        assertThat(settings.number(Setting.PORT)).isEqualTo(7004);
        assertThat(settings.number(Setting.MANAGEMENT_PORT)).isEqualTo(9601);
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> SettingsReader.said(Role.ALL_IN_ONE, Map.of("prot", "7004")))
                .withMessage("Unknown setting 'prot'. Did you mean port? 'carillon --help' lists all settings.");
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> SettingsReader.said(Role.ALL_IN_ONE, Map.of("port", "many")))
                .withMessageStartingWith("setting port ");
    }

    @Test
    void our_own_name_beats_that_of_others() {
        environment.put("PUSHER_APP_KEY", "theirs");
        assertThat(read().text(Setting.APP_KEY)).isEqualTo("theirs");

        environment.put("CARILLON_APP_KEY", "ours");
        assertThat(read().text(Setting.APP_KEY)).isEqualTo("ours");
    }

    @Test
    void a_variable_set_to_nothing_is_not_set() {
        environment.put("CARILLON_PORT", "");

        assertThat(read().number(Setting.PORT)).isEqualTo(6001);
    }

    @Test
    void variables_of_other_programs_are_left_alone() {
        environment.put("PORT", "no number");
        environment.put("PUSHER_APP_CLUSTER", "mt1");

        assertThat(read().number(Setting.PORT)).isEqualTo(6001);
    }

    @Test
    void an_unknown_name_in_the_environment_is_refused_with_the_nearest_one() {
        environment.put("CARILLON_MANAGMENT_PORT", "9602");

        assertRefused(
                "setting_unknown",
                "Unknown setting CARILLON_MANAGMENT_PORT in the environment. Did you mean CARILLON_MANAGEMENT_PORT?"
                        + " 'carillon --help' lists all settings.");
    }

    @Test
    void an_unknown_name_in_the_file_is_refused_with_the_nearest_one() throws IOException {
        file("data_dir: /tmp");

        assertRefused(
                "setting_unknown",
                "Unknown setting 'data_dir' in " + configFile()
                        + ". Did you mean data-dir? 'carillon --help' lists all settings.");
    }

    @Test
    void a_short_name_is_not_near_to_everything() {
        environment.put("CARILLON_FOO", "1");

        assertRefused(
                "setting_unknown",
                "Unknown setting CARILLON_FOO in the environment. 'carillon --help' lists all settings.");
    }

    @Test
    void nothing_is_suggested_where_nothing_is_near() throws IOException {
        file("colour: blue");

        assertRefused(
                "setting_unknown",
                "Unknown setting 'colour' in " + configFile() + ". 'carillon --help' lists all settings.");
    }

    @Test
    void a_file_does_not_name_another_file() throws IOException {
        file("config: other.yml");

        assertRefused(
                "setting_invalid",
                configFile() + " names another file. Take 'config' out of it, and name the other one instead.");
    }

    @Test
    void a_port_is_a_port() {
        environment.put("CARILLON_PORT", "65536");

        assertRefused("setting_invalid", "CARILLON_PORT must be a port from 0 to 65535, not '65536'.");
    }

    @Test
    void members_of_a_channel_are_counted_from_1_to_10000() {
        environment.put("CARILLON_MEMBERS_PER_CHANNEL", "10000");

        assertThat(read().number(Setting.MEMBERS_PER_CHANNEL)).isEqualTo(10_000);

        environment.put("CARILLON_MEMBERS_PER_CHANNEL", "0");

        assertRefused(
                "setting_invalid", "CARILLON_MEMBERS_PER_CHANNEL must be a whole number from 1 to 10000, not '0'.");
    }

    @Test
    void a_switch_is_true_or_false() throws IOException {
        file("insecure: yes");

        assertRefused("setting_invalid", "insecure in " + configFile() + " must be true or false, not 'yes'.");
    }

    @Test
    void a_time_has_a_unit() {
        flags.put(Setting.ACTIVITY_TIMEOUT, "30");

        assertRefused("setting_invalid", "--activity-timeout must be a time such as 30s, 2m or 1h, not '30'.");
    }

    @Test
    void values_in_the_file_are_the_text_that_was_written() throws IOException {
        file("""
                app-id: 0123
                app-key: 12e5
                app-secret: true
                """);

        Settings settings = read();

        assertThat(settings.text(Setting.APP_ID)).isEqualTo("0123");
        assertThat(settings.text(Setting.APP_KEY)).isEqualTo("12e5");
        assertThat(settings.text(Setting.APP_SECRET)).isEqualTo("true");
    }

    @Test
    void a_file_that_was_asked_for_must_be_there() {
        Path missing = folder.resolve("missing.yml");
        flags.put(Setting.CONFIG, missing.toString());

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> new SettingsReader(Role.ALL_IN_ONE, environment).read(flags))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("config_missing"))
                .withMessage("There is no file " + missing + ". Create it, or leave --config out.");
    }

    @Test
    void a_broken_file_is_refused_without_repeating_what_it_holds() throws IOException {
        file("app-secret: \"topsecret\nport: 1");

        assertRefused(
                "config_unreadable",
                "Cannot use " + configFile()
                        + ": it is not YAML in line 2. Write one setting a line, as in 'port: 6001'.");
    }

    @Test
    void a_setting_is_set_once_in_a_file() throws IOException {
        file("port: 1\nport: 2");

        assertRefused(
                "config_unreadable",
                "Cannot use " + configFile()
                        + ": it is not YAML in line 2. Write one setting a line, as in 'port: 6001'.");
    }

    @Test
    void words_that_begin_alike_may_stand_in_a_block() throws IOException {
        file("""
                redis:
                  url: redis://one
                  password-file: secret.txt
                port: 7001
                """);

        Settings settings = read();

        assertThat(settings.text(Setting.REDIS_URL)).isEqualTo("redis://one");
        assertThat(settings.text(Setting.REDIS_PASSWORD_FILE)).isEqualTo("secret.txt");
        assertThat(settings.origin(Setting.REDIS_URL)).contains("redis-url in " + configFile());
        assertThat(settings.number(Setting.PORT)).isEqualTo(7001);
    }

    @Test
    void an_unknown_word_in_a_block_is_refused_with_the_nearest_one() throws IOException {
        file("redis:\n  pasword: topsecret");

        assertRefused(
                "setting_unknown",
                "Unknown setting 'redis-pasword' in " + configFile()
                        + ". Did you mean redis-password? 'carillon --help' lists all settings.");
    }

    @Test
    void a_block_holds_no_block() throws IOException {
        file("redis:\n  tls:\n    ca: ca.pem");

        assertRefused(
                "config_unreadable",
                "Cannot use " + configFile()
                        + ": the block tls stands in the block redis. Write one setting a line, as in 'port: 6001'.");
    }

    @Test
    void what_stands_in_a_block_does_not_stand_beside_it() throws IOException {
        file("redis:\n  url: redis://one\nredis-url: redis://two");

        assertRefused(
                "config_unreadable",
                "Cannot use " + configFile()
                        + ": redis-url stands in it twice, once in a block and once by itself. Write one setting a line, as in"
                        + " 'port: 6001'.");
    }

    @Test
    void what_is_set_for_another_role_is_read_past_because_all_share_one_file() throws IOException {
        file("app-secret: topsecret\nnode-lease: no time at all\nshards: 8");
        environment.put("CARILLON_NO_OPEN", "perhaps");

        Settings settings = read(Role.CONTROL_PLANE);

        assertThat(settings.number(Setting.SHARDS)).isEqualTo(8);
        assertThat(settings.isSet(Setting.APP_SECRET)).isTrue();
        assertThat(settings.isSet(Setting.NODE_LEASE)).isFalse();
        assertThat(settings.isSet(Setting.NO_OPEN)).isFalse();
    }

    @Test
    void a_word_that_means_nothing_to_any_role_is_refused_and_what_is_offered_means_something_to_this_one() {
        environment.put("CARILLON_APP_SECRE", "topsecret");

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> read(Role.BROKER))
                .withMessage("Unknown setting CARILLON_APP_SECRE in the environment."
                        + " 'carillon-broker --help' lists all settings.");
    }

    @Test
    void a_control_plane_stands_beside_a_broker_without_another_word() {
        assertThat(read(Role.BROKER).number(Setting.PORT)).isEqualTo(6001);
        assertThat(read(Role.BROKER).number(Setting.MANAGEMENT_PORT)).isEqualTo(9601);
        assertThat(read(Role.CONTROL_PLANE).number(Setting.PORT)).isEqualTo(6002);
        assertThat(read(Role.CONTROL_PLANE).number(Setting.MANAGEMENT_PORT)).isEqualTo(9602);
    }

    @Test
    void settings_print_no_values() {
        flags.put(Setting.APP_SECRET, "topsecret");

        assertThat(read().toString()).isEqualTo("Settings[APP_SECRET]");
    }

    private Settings read() {
        return read(Role.ALL_IN_ONE);
    }

    private Settings read(Role role) {
        if (Files.exists(configFile())) {
            flags.put(Setting.CONFIG, configFile().toString());
        }
        return new SettingsReader(role, environment).read(flags);
    }

    private void assertRefused(String code, String message) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(this::read)
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code))
                .withMessage(message);
    }

    private Path configFile() {
        return folder.resolve("carillon.yml");
    }

    private void file(String text) throws IOException {
        Files.writeString(configFile(), text);
    }
}
