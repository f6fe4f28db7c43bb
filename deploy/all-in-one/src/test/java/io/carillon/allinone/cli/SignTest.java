package io.carillon.allinone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.allinone.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected signatures are those of Pusher's documentation. */
class SignTest {

    private static final Map<String, String> APP =
            Map.of("CARILLON_APP_KEY", "278d425bdf160c739803", "CARILLON_APP_SECRET", "7ad3773142a6692b25b8");

    @Test
    void a_channel_is_signed_and_the_text_shown() {
        Told told = Told.by(APP, "sign", "channel", "1234.1234", "private-foobar");

        assertThat(told.status()).as(told.err()).isZero();
        assertThat(told.out()).isEqualTo("""
                The signed text stands between the lines; the line break before the second is not part of it.
                -----
                1234.1234:private-foobar
                -----
                signature  58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4
                auth       278d425bdf160c739803:58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4
                """);
        assertThat(told.err()).isEmpty();
    }

    @Test
    void the_member_is_signed_to_the_letter() {
        Told told = Told.by(
                APP,
                "sign",
                "channel",
                "1234.1234",
                "presence-foobar",
                "--channel-data",
                "{\"user_id\":10,\"user_info\":{\"name\":\"Mr. Channels\"}}",
                "--json");

        assertThat(told.out()).hasLineCount(1);
        assertThat(Json.read(told.out()).at("signed_text").text())
                .isEqualTo("1234.1234:presence-foobar:{\"user_id\":10,\"user_info\":{\"name\":\"Mr. Channels\"}}");
        assertThat(Json.read(told.out()).at("auth").text())
                .isEqualTo("278d425bdf160c739803:31935e7d86dba64c2a90aed31fdc61869f9b22ba9d8863bba239c03ca481bc80");
    }

    @Test
    void a_user_is_signed() {
        Told told = Told.by(APP, "sign", "user", "1234.1234", "--user-data", "{\"id\":\"12345\"}");

        assertThat(told.out())
                .contains("-----\n1234.1234::user::{\"id\":\"12345\"}\n-----\n")
                .contains("278d425bdf160c739803:4708d583dada6a56435fb8bc611c77c359a31eebde13337c16ab43aa6de336ba");
    }

    @Test
    void a_request_is_signed_with_its_body(@TempDir Path folder) throws IOException {
        Path body = folder.resolve("body.json");
        Files.writeString(
                body, "{\"name\":\"foo\",\"channels\":[\"project-3\"],\"data\":\"{\\\"some\\\":\\\"data\\\"}\"}");

        Told told = Told.by(
                Map.of(),
                "sign request POST /apps/3/events --timestamp 1353088179 --json --app-key 278d425bdf160c739803 --app-secret 7ad3773142a6692b25b8 --body-file"
                        .concat(" " + body)
                        .split(" "));

        assertThat(told.status()).as(told.err()).isZero();
        assertThat(Json.read(told.out()).at("signed_text").text()).isEqualTo("""
                POST
                /apps/3/events
                auth_key=278d425bdf160c739803&auth_timestamp=1353088179&auth_version=1.0&body_md5=ec365a775a4cd0599faeb73354201b6f""");
        assertThat(Json.read(told.out()).at("target").text())
                .isEqualTo("/apps/3/events?auth_key=278d425bdf160c739803&auth_timestamp=1353088179&auth_version=1.0"
                        + "&body_md5=ec365a775a4cd0599faeb73354201b6f"
                        + "&auth_signature=da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c");
    }

    @Test
    void parameters_are_signed_decoded_and_sorted() {
        Told told = Told.by(
                APP,
                "sign",
                "request",
                "get",
                "/apps/3/channels",
                "--query",
                "info=user_count&filter_by_prefix=presence-a%3Bb",
                "--timestamp",
                "1");

        assertThat(told.out())
                .contains(
                        "-----\nGET\n/apps/3/channels\nauth_key=278d425bdf160c739803&auth_timestamp=1&auth_version=1.0"
                                + "&filter_by_prefix=presence-a;b&info=user_count\n-----\n");
    }

    @Test
    void the_names_of_pushers_settings_do_as_well() {
        Told told = Told.by(
                Map.of("PUSHER_APP_KEY", "278d425bdf160c739803", "PUSHER_APP_SECRET", "7ad3773142a6692b25b8"),
                "sign",
                "channel",
                "1234.1234",
                "private-foobar");

        assertThat(told.out()).contains(":58df8b0c36d6982b82c3ecf6b4662e34");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sign channel 12:34 private-a | 1 | socket_id_invalid",
                "sign channel 1.2 private:a | 1 | channel_name_invalid",
                "sign channel 1.2 lobby | 1 | channel_needs_no_authorization",
                "sign channel 1.2 presence-a --channel-data 7 | 2 | usage",
                "sign user 1.2 --user-data nobody | 2 | usage",
                "sign user 1.2 | 2 | usage",
                "sign request GET apps/3 | 2 | usage",
                "sign request GET /apps/3?a=b | 2 | usage",
                "sign request GET /apps/3 --query =a | 2 | usage",
                "sign request POST /apps/3 --body-file /nowhere | 1 | body_file_unreadable",
            })
    void what_cannot_be_signed_is_told_with_a_stable_code(String typed, int status, String code) {
        Told told = Told.by(APP, typed.trim().split(" "));

        assertThat(told.err()).startsWith("carillon: ").endsWith("(" + code + ")\n");
        assertThat(told.status()).isEqualTo(status);
        assertThat(told.out()).isEmpty();
    }

    @Test
    void without_a_secret_nothing_is_signed() {
        Told told = Told.by(Map.of("CARILLON_APP_KEY", "k"), "sign", "channel", "1.2", "private-a");

        assertThat(told.err()).contains("(app_key_missing)");
        assertThat(told.status()).isEqualTo(Cli.REFUSED);
    }
}
