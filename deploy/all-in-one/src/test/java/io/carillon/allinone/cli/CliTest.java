package io.carillon.allinone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.allinone.CarillonProcess;
import io.carillon.allinone.TestOperator;
import io.carillon.allinone.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, against a platform that runs as a process of its own. */
class CliTest {

    @TempDir
    static Path folder;

    private static CarillonProcess carillon;
    private static String url = "";

    @BeforeAll
    static void start() throws IOException {
        carillon = CarillonProcess.start(
                folder, Map.of(), "dev", "--json", "--no-open", "--port", "0", "--management-port", "0");
        url = "http://127.0.0.1:" + carillon.announcement().get("port");
    }

    @AfterAll
    static void stop() {
        carillon.close();
    }

    @Test
    void an_app_is_made_listed_shown_changed_and_removed() {
        Told made = run("apps", "create", "Chat room", "--set", "client_events=true", "--set", "connections=500");
        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.out())
                .matches("(?s)app id {6}[0-9]{10}\napp key {5}[0-9a-f]{20}\napp secret {2}[0-9a-f]{40}\n");
        String id = made.out().lines().findFirst().orElseThrow().replaceAll("\\D", "");

        assertThat(run("apps", "list").out())
                .startsWith("ID          NAME       STATE  CREATED\n")
                .contains(id + "  Chat room  on     ");
        assertThat(run("apps", "show", id).out())
                .contains("client_events", "true")
                .containsPattern("connections +500\n");

        Told changed =
                run("apps", "change", id, "--name", "Talk", "--off", "--set", "allowed-origins=https://a.example");
        assertThat(changed.out())
                .containsPattern("name +Talk\n")
                .containsPattern("state +off\n")
                .containsPattern("allowed_origins +https://a.example\n");

        assertThat(run("apps", "remove", id, "--yes").out()).isEqualTo("App " + id + " is removed.\n");
        assertThat(run("apps", "show", id).status()).isEqualTo(Cli.REFUSED);
    }

    @Test
    void json_is_what_the_platform_answered_and_one_line() {
        Told made = run("apps", "create", "Chat", "--json");

        assertThat(made.out()).hasLineCount(1);
        assertThat(Json.read(made.out()).at("app").at("name").text()).isEqualTo("Chat");
        assertThat(Json.read(run("apps", "list", "--limit", "1", "--json").out())
                        .at("items")
                        .items())
                .hasSize(1);
    }

    @Test
    void a_long_list_is_told_to_its_end() {
        for (int i = 0; i < 3; i++) {
            run("apps", "create", "Many");
        }
        String all = run("apps", "list").out();
        String next = Json.read(run("apps", "list", "--limit", "1", "--json").out())
                .at("next")
                .text();

        assertThat(all.split("Many", -1)).hasSizeGreaterThanOrEqualTo(4);
        assertThat(run("apps", "list", "--after", next).out().lines().count())
                .isEqualTo(all.lines().count() - 1);
    }

    @Test
    void what_cannot_be_taken_back_is_not_done_when_nobody_can_be_asked() {
        String id = app();

        Told refused = run("apps", "remove", id);

        assertThat(refused.status()).isEqualTo(Cli.REFUSED);
        assertThat(refused.err())
                .isEqualTo(
                        "carillon: App " + id + " 'Chat' would be removed for good, and its clients cut off. There is"
                                + " nobody here to ask, so nothing was done. Add --yes. (confirmation_needed)\n");
        assertThat(run("apps", "show", id).status()).isZero();
    }

    @Test
    void secrets_of_keys_are_shown_where_they_are_asked_for_and_nowhere_else() {
        String id = app();
        Told made = run("keys", "create", id, "--name", "Ticker", "--operations", "publish", "--channels", "ticker-*");
        String key = word(made.out(), "key");
        String secret = word(made.out(), "secret");

        assertThat(run("keys", "list", id).out())
                .containsPattern(key + " +Ticker +active +publish +ticker-\\* ")
                .doesNotContain(secret);
        assertThat(run("keys", "reveal", id, key).out()).contains(secret);

        Told rotated = run("keys", "rotate", id, key, "--overlap", "1h");
        assertThat(rotated.status()).as(rotated.err()).isZero();
        assertThat(run("keys", "list", id).out()).containsPattern(key + " +Ticker +ending ");

        assertThat(run("keys", "revoke", id, key, "--yes").out()).isEqualTo("Key " + key + " is revoked.\n");
        assertThat(run("keys", "list", id).out()).containsPattern(key + " +Ticker +revoked ");
    }

    @Test
    void a_server_token_is_shown_once() {
        String id = app();
        Told made = run("tokens", "create", id, "--name", "CI");
        String token = word(made.out(), "token");

        assertThat(token).startsWith("car_");
        assertThat(run("tokens", "list", id).out()).contains("CI").doesNotContain(token);
        assertThat(run("tokens", "revoke", id, word(made.out(), "id"), "--yes").status())
                .isZero();
        assertThat(run("tokens", "list", id).out()).contains("revoked");
    }

    @Test
    void rules_are_set_from_what_show_printed_and_only_if_nobody_changed_them_since() throws IOException {
        String id = app();
        Path file = Files.writeString(folder.resolve("rules.json"), """
                [{"pattern":"private-chat-*","client_events":true,"events":{"client-typing":true,"client-move":{"type":"object"}}},{"pattern":"private-*","history_events":0}]""");

        Told set = run("rules", "set", id, file.toString());
        assertThat(set.status()).as(set.err()).isZero();
        assertThat(set.out()).contains("0      private-chat-*  client_events=true events=client-typing,client-move\n");
        assertThat(run("rules", "match", id, "private-chat-7").out()).containsPattern("rule +0, private-chat-\\*\n");
        assertThat(run("rules", "match", id, "private-chat-7").out())
                .containsPattern("events +client-typing,client-move\n");
        assertThat(run("rules", "match", id, "lobby").out()).containsPattern("events +any\n");
        assertThat(run("rules", "match", id, "lobby").out()).contains("none: the app's settings hold");

        Files.writeString(file, run("rules", "show", id, "--json").out());
        run("apps", "change", id, "--name", "Somebody else's");
        Told late = run("rules", "set", id, file.toString());
        assertThat(late.err()).contains("(version_conflict)");

        Files.writeString(file, "{oh");
        assertThat(run("rules", "set", id, file.toString()).err())
                .isEqualTo("carillon: The rules in " + file
                        + " cannot be read: it is not JSON, in line 1. (rules_unreadable)\n");
    }

    @Test
    void usage_is_told_to_people_programs_and_spreadsheets() {
        String id = app();

        assertThat(run("usage", id, "--from", "2026-01-01", "--to", "2026-01-02")
                        .out())
                .isEqualTo("Nothing was used in that time.\n");
        assertThat(run("usage", id, "--step", "day", "--by", "prefix", "--json").out())
                .startsWith("{\"app\":\"" + id + "\"")
                .contains("\"items\":[]");
        assertThat(run("usage", id, "--csv").out()).startsWith("at,").contains("messages_in");
        assertThat(run("usage", id, "--step", "year").status()).isEqualTo(Cli.REFUSED);
    }

    @Test
    void an_organisation_is_made_limited_and_somebody_invited_into_it() {
        Told made = run("organisations", "create", "Garden shop");
        assertThat(made.status()).as(made.err()).isZero();
        String id = word(made.out(), "id");
        assertThat(run("organisations", "list").out()).containsPattern(id + " +Garden shop +active ");

        assertThat(run("organisations", "limit", id, "--set", "max_apps=1", "--suspend")
                        .out())
                .containsPattern("state +suspended\n")
                .containsPattern("max_apps +1\n");

        Told invited = run("users", "invite", "ann@example.com", "--role", "support", "--organisation", id);
        assertThat(invited.status()).as(invited.err()).isZero();
        String token = word(invited.out(), "token");
        assertThat(run("users", "invitations", "--organisation", id).out())
                .contains("ann@example.com", "support")
                .doesNotContain(token);
        assertThat(run("users", "uninvite", word(invited.out(), "id"), "--organisation", id)
                        .status())
                .isZero();
        assertThat(run("users", "list", "--organisation", id).out()).startsWith("The organisation has no members.");
        assertThat(run("users", "list", "--everybody").status()).isZero();
        assertThat(run("users", "disable", "usr_none").err()).contains("(resource_not_found)");
    }

    @Test
    void a_refusal_is_told_with_its_code_and_a_page() {
        Told refused = run("apps", "change", app(), "--set", "members_per_channel=10001");

        assertThat(refused.status()).isEqualTo(Cli.REFUSED);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .isEqualTo("carillon: members_per_channel is 10001; it must be 1 to 10000. (value_out_of_range)\n  "
                        + url + "/docs/errors#value_out_of_range\n");
    }

    @Test
    void a_token_of_nobody_is_refused_and_not_repeated() {
        Told refused = Told.by(Map.of("CARILLON_URL", url, "CARILLON_TOKEN", "hidden-word"), "apps", "list");

        assertThat(refused.status()).isEqualTo(Cli.REFUSED);
        assertThat(refused.err()).contains("(api_token_unknown)").doesNotContain("hidden-word");
        assertThat(Told.by(Map.of("CARILLON_URL", url), "apps", "list").err()).contains("(token_missing)");
    }

    @Test
    void a_token_may_stand_in_a_file() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), TestOperator.TOKEN + "\n");

        assertThat(Told.by(Map.of("CARILLON_URL", url, "CARILLON_TOKEN_FILE", file.toString()), "apps", "list")
                        .status())
                .isZero();
        assertThat(Told.by(Map.of(), "apps", "list", "--url", url + "/", "--token-file", file.toString())
                        .status())
                .isZero();
    }

    @Test
    void nobody_who_answers_has_a_status_of_its_own() {
        Told told = Told.by(
                Map.of("CARILLON_URL", "http://127.0.0.1:1", "CARILLON_TOKEN", TestOperator.TOKEN), "apps", "list");

        assertThat(told.status()).isEqualTo(Cli.UNREACHABLE);
        assertThat(told.err())
                .startsWith("carillon: Nobody answers at http://127.0.0.1:1 ")
                .endsWith("(unreachable)\n");
    }

    @Test
    void the_program_ends_with_the_status_of_the_command() throws Exception {
        Files.createDirectories(folder.resolve("elsewhere"));
        var environment = new HashMap<>(Map.of("CARILLON_URL", url, "CARILLON_TOKEN", TestOperator.TOKEN));

        try (var list = CarillonProcess.start(folder.resolve("elsewhere"), environment, "apps", "list", "--json")) {
            assertThat(list.output()).startsWith("{\"items\":[{\"id\":\"");
            assertThat(list.exitStatus()).isZero();
        }
        try (var absent = CarillonProcess.start(folder.resolve("elsewhere"), environment, "apps", "show", "1")) {
            assertThat(absent.exitStatus()).isEqualTo(Cli.REFUSED);
            assertThat(absent.errors()).contains("(resource_not_found)");
        }
        assertThat(folder.resolve("elsewhere/carillon-data")).doesNotExist();
    }

    private static String app() {
        return word(run("apps", "create", "Chat").out(), "app id");
    }

    private static String word(String facts, String name) {
        return facts.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + facts));
    }

    private static Told run(String... words) {
        return Told.by(Map.of("CARILLON_URL", url, "CARILLON_TOKEN", TestOperator.TOKEN), words);
    }
}
