package io.carillon.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.SettingsReader;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code serve} does not begin with, and what it says instead. */
class ProductionTest {

    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    @Test
    void a_master_key_of_its_own_is_enough_for_one_process() {
        assertThatCode(() -> check(Map.of(Setting.MASTER_KEY, KEY))).doesNotThrowAnyException();
        assertThatCode(() -> check(Map.of(Setting.MASTER_KEY_FILE, "/run/secrets/key")))
                .doesNotThrowAnyException();
    }

    @Test
    void without_a_master_key_it_says_how_to_make_one_and_where_a_former_one_is() {
        assertRefused(
                Map.of(),
                "master_key_required",
                "'serve' needs a master key that is not kept beside what it seals: whoever copied the data folder could read all"
                        + " secrets. Make one with 'openssl rand -base64 32', keep a copy of it elsewhere, and give it in"
                        + " CARILLON_MASTER_KEY, or in a file with --master-key-file. If 'dev' has run in this data folder, the key is in"
                        + " its master.key: move that file out of the folder and name it.");
    }

    @Test
    void several_processes_need_a_database_that_they_can_share() {
        var overRedis = Map.of(Setting.MASTER_KEY, KEY, Setting.REDIS_URL, "redis://one");
        assertRefused(
                overRedis,
                "database_required",
                "--redis-url makes this process one of several, and they share one database; the one in the data folder belongs to"
                        + " one process alone. Name a PostgreSQL with --database-url or CARILLON_DATABASE_URL, or leave Redis out.");

        var withDatabase = new HashMap<>(overRedis);
        withDatabase.put(Setting.DATABASE_URL, "postgresql://db/carillon");
        assertThatCode(() -> check(withDatabase)).doesNotThrowAnyException();
    }

    @Test
    void what_development_may_wave_through_is_not_waved_through() {
        assertRefused(
                Map.of(Setting.MASTER_KEY, KEY, Setting.INSECURE, "true"),
                "insecure_refused",
                "--insecure is set, which lets a network see secrets that were generated for development; 'serve' is for real"
                        + " users. Leave it out, or run 'dev'.");
    }

    @Test
    void an_app_that_is_named_where_others_can_reach_it_says_whose_pages_may_connect() {
        var named = new HashMap<>(Map.of(Setting.MASTER_KEY, KEY, Setting.HOST, "0.0.0.0", Setting.APP_ID, "4711"));
        assertRefused(
                named,
                "origins_open",
                "--app-id names an app, and others can reach 0.0.0.0: pages of every origin could connect to it. Say of which in"
                        + " CARILLON_APP_ORIGINS (as in https://example.com,https://*.example.com, or * if all may), or leave the app"
                        + " out and make it over the management API.");

        named.put(Setting.APP_ORIGINS, "*");
        assertThatCode(() -> check(named)).doesNotThrowAnyException();
        assertThatCode(() -> check(Map.of(Setting.MASTER_KEY, KEY, Setting.HOST, "0.0.0.0")))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(Map.of(Setting.MASTER_KEY, KEY, Setting.APP_ID, "4711")))
                .doesNotThrowAnyException();
    }

    private static void assertRefused(Map<Setting, String> flags, String code, String message) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> check(flags))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code))
                .withMessage(message);
    }

    private static void check(Map<Setting, String> flags) {
        var all = new HashMap<>(flags);
        all.put(Setting.CONFIG, "/dev/null");
        Production.check(new SettingsReader(Role.ALL_IN_ONE, Map.of()).read(all));
    }
}
