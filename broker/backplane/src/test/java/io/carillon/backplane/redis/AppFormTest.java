package io.carillon.backplane.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.backplane.App;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.protocol.AppId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What other versions of this process wrote into the directory. */
final class AppFormTest {

    private static final String LIMITS =
            "1:05:102403:1002:103:2003:1004:10242:105:102403:1003:5003:1005:PT30M3:1004:PT2M";
    private static final App WITH_WEBHOOKS = new App(
            AppId.of("7"),
            "Shop",
            true,
            List.of(),
            List.of(),
            AppLimits.DEFAULTS,
            new AppOptions(true, true, true, true, true, List.of(), Duration.ofSeconds(33), Duration.ofSeconds(44)));

    @Test
    void an_app_that_was_written_before_there_were_webhooks_has_them_off() {
        byte[] before = bytes("11:74:Shop1:11:01:0" + LIMITS + "1:11:11:11:11:05:PT33S5:PT44S");

        assertThat(AppForm.read(before))
                .isEqualTo(new App(
                        WITH_WEBHOOKS.id(),
                        "Shop",
                        true,
                        List.of(),
                        List.of(),
                        AppLimits.DEFAULTS,
                        new AppOptions(
                                true,
                                true,
                                true,
                                false,
                                true,
                                List.of(),
                                Duration.ofSeconds(33),
                                Duration.ofSeconds(44))));
    }

    @Test
    void an_app_with_webhooks_is_written_in_the_version_that_has_them() {
        byte[] bytes = AppForm.write(WITH_WEBHOOKS);

        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .isEqualTo("21:74:Shop1:11:01:0" + LIMITS + "1:11:11:11:11:11:05:PT33S5:PT44S");
        assertThat(AppForm.read(bytes)).isEqualTo(WITH_WEBHOOKS);
    }

    @Test
    void a_version_that_is_not_known_yet_is_not_guessed_at() {
        assertThatThrownBy(() -> AppForm.read(bytes("31:7"))).isInstanceOf(MalformedException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
