package io.carillon.allinone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.allinone.CarillonProcess;
import io.carillon.allinone.TestOperator;
import io.carillon.allinone.cli.importing.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apps are taken over into a platform that runs. */
class ImportTest {

    @TempDir
    static Path folder;

    private static CarillonProcess carillon;
    private static Map<String, String> environment = Map.of();

    @BeforeAll
    static void start() throws IOException {
        carillon = CarillonProcess.start(
                folder, Map.of(), "dev", "--json", "--no-open", "--port", "0", "--management-port", "0");
        environment = Map.of(
                "CARILLON_URL",
                "http://127.0.0.1:" + carillon.announcement().get("port"),
                "CARILLON_TOKEN",
                TestOperator.TOKEN);
    }

    @AfterAll
    static void stop() {
        carillon.close();
    }

    @Test
    void an_id_that_is_none_here_is_named_and_may_be_another() {
        String file = Sources.file("soketi.json").toString();

        Told refused = run("import", "soketi", file);
        assertThat(refused.status()).isEqualTo(Cli.REFUSED);
        assertThat(refused.err())
                .contains("these are not: shop. Choose others, as in --rename-id shop=1001")
                .contains("(app_id_invalid)");

        Told rehearsed = run("import", "soketi", file, "--rename-id", "shop=1003", "--dry-run");
        assertThat(rehearsed.out())
                .startsWith(
                        "ID    NAME      STATE  KEY       SETTINGS\n1001  App 1001  on     chat-key  client_events=true ")
                .contains("1003  App shop  off    shop-key ")
                .endsWith("Nothing was done: without --dry-run, 2 apps would be imported now.\n");
        assertThat(run("apps", "show", "1001").status()).isEqualTo(Cli.REFUSED);

        Told made = run("import", "soketi", file, "--rename-id", "shop=1003");
        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.err()).contains("note: app 1001: its webhooks, 1 of them, are not taken over.\n");
        assertThat(made.out()).endsWith("Imported 2 apps.\n").doesNotContain("chat-secret");
        assertThat(run("keys", "reveal", "1001", "chat-key").out()).contains("chat-secret");
        assertThat(run("apps", "show", "1003").out()).containsPattern("state +off\n");

        Told again = run("import", "soketi", file, "--rename-id", "shop=1003");
        assertThat(again.err())
                .contains("app id 1001, key chat-key, app id 1003, key shop-key.")
                .contains("(name_taken)");
    }

    @Test
    void an_app_of_pusher_is_taken_over_by_its_credentials() {
        Told made = run("import", "pusher", "--app-id", "9001", "--key", "p-key", "--secret", "p-secret", "--json");

        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.out())
                .startsWith("{\"dry_run\":false,\"apps\":[{\"id\":\"9001\",")
                .hasLineCount(1);
        assertThat(run("keys", "reveal", "9001", "p-key").out()).contains("p-secret");
    }

    @Test
    void a_file_that_is_not_there_is_refused() {
        Told refused = run("import", "reverb", folder.resolve("nowhere").toString());

        assertThat(refused.status()).isEqualTo(Cli.REFUSED);
        assertThat(refused.err())
                .contains("nowhere cannot be read (NoSuchFileException)")
                .contains("(import_unreadable)");
    }

    private static Told run(String... words) {
        return Told.by(environment, words);
    }
}
