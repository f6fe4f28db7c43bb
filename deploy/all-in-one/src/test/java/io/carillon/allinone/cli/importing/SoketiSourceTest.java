package io.carillon.allinone.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoketiSourceTest {

    @TempDir
    Path folder;

    @Test
    void an_app_keeps_its_credentials_and_what_has_a_counterpart() {
        FoundApp chat = SoketiSource.read(Sources.file("soketi.json")).apps().get(0);

        assertThat(chat.id()).isEqualTo("1001");
        assertThat(chat.key()).isEqualTo("chat-key");
        assertThat(chat.secret()).isEqualTo("chat-secret");
        assertThat(chat.enabled()).isTrue();
        assertThat(chat.settings())
                .containsEntry("client_events", true)
                .containsEntry("connections", 200L)
                .containsEntry("publishes_per_second", 50L)
                .containsEntry("client_events_per_second", 20L)
                .containsEntry("reads_per_second", 0L)
                .containsEntry("event_bytes", 1536L)
                .containsEntry("events_per_batch", 30L);
    }

    @Test
    void where_an_app_says_nothing_the_limits_for_all_hold_and_then_those_that_soketi_has() {
        FoundApp shop = SoketiSource.read(Sources.file("soketi.json")).apps().get(1);

        assertThat(shop.enabled()).isFalse();
        assertThat(shop.settings())
                .containsEntry("client_events", false)
                .containsEntry("connections", 0L)
                .containsEntry("members_per_channel", 40L)
                .containsEntry("event_bytes", 102_400L)
                .containsEntry("channels_per_event", 100L);
    }

    @Test
    void what_cannot_be_taken_over_is_said() {
        assertThat(SoketiSource.read(Sources.file("soketi.json")).notes())
                .containsExactly(
                        "what soketi is told about itself is not taken over: metrics, port, ssl. 'carillon --help' lists"
                                + " Carillon's own settings.",
                        "app 1001: members_per_channel would be 20000, and is set to 10000, which is as near as it can be here.",
                        "app 1001: its webhooks, 1 of them, are not taken over.",
                        "app 1001: not taken over, because there is nothing like it here: maxEventNameLength.");
    }

    @Test
    void the_default_app_may_stand_in_the_environment() {
        FoundApp app =
                SoketiSource.read(Sources.file("soketi-environment")).apps().get(0);

        assertThat(app.id()).isEqualTo("1002");
        assertThat(app.key()).isEqualTo("env-key");
        assertThat(app.secret()).isEqualTo("env#secret");
        assertThat(app.settings())
                .containsEntry("client_events", true)
                .containsEntry("connections", 75L)
                .containsEntry("event_bytes", 32_768L);
    }

    @Test
    void names_may_be_nested_or_spelt_as_in_a_database() throws IOException {
        FoundApp app = read("""
                {"appManager":{"driver":"array","array":{"apps":[
                  {"AppId":"5","AppKey":"k","AppSecret":"s","EnableClientMessages":1,"max_read_req_per_sec":"7"}]}}}""").apps().get(0);

        assertThat(app.id()).isEqualTo("5");
        assertThat(app.settings()).containsEntry("client_events", true).containsEntry("reads_per_second", 7L);
    }

    @Test
    void what_is_missing_is_named_without_what_is_there() throws IOException {
        refused(
                "{\"appManager.array.apps\":[{\"id\":\"5\",\"secret\":\"hidden-word\"}]}",
                "There is no key of app 1 in ");
        refused("{\"appManager.driver\":\"mysql\"}", "soketi keeps them in mysql here");
        refused("{\"appManager.array.apps\":[", "begins like JSON, but is none");
        refused("nothing", "There are no apps in ");
        refused(
                "{\"appManager.array.apps\":[{\"id\":\"5\",\"key\":\"k\",\"secret\":\"hidden-word\",\"maxConnections\":\"many\"}]}",
                "maxConnections of app 1 in ");
    }

    private void refused(String text, String why) {
        assertThatExceptionOfType(ImportSourceException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining(why)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("hidden-word"));
    }

    private Findings read(String text) throws IOException {
        return SoketiSource.read(Files.writeString(folder.resolve("soketi"), text));
    }
}
