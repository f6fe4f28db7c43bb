package io.carillon.backplane;

import static io.carillon.backplane.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.AppKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who used which key last. */
public abstract class KeyUsesContract extends BackplaneContract {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final AppKey FIRST = AppKey.of("first");
    private static final AppKey SECOND = AppKey.of("second");

    @Test
    void of_each_key_the_latest_use_is_kept_whoever_tells_it_and_when() {
        KeyUse early = use(FIRST, NOON, "10.0.0.1", "js 8.6.0");
        KeyUse late = use(FIRST, NOON.plusSeconds(60), "2001:db8::1", "pusher-http-node 5.0.0 (x y)");
        KeyUse other = use(SECOND, NOON.plusSeconds(30), null, null);
        tell(a, late, other);
        tell(b, early);

        assertThat(uses(c)).containsExactly(late, other);
    }

    @Test
    void each_app_has_its_own() {
        tell(a, use(FIRST, NOON, null, null), new KeyUse(OTHER_APP, SECOND, NOON, null, "x"));

        assertThat(uses(b)).containsExactly(use(FIRST, NOON, null, null));
    }

    @Test
    void of_too_many_keys_those_used_last_are_kept() {
        List<KeyUse> many = new ArrayList<>();
        for (int i = 0; i < KeyUses.MOST_KEYS + 3; i++) {
            many.add(use(AppKey.of("key-" + i), NOON.plusSeconds(i), null, null));
        }
        tell(a, many.toArray(KeyUse[]::new));

        assertThat(uses(b))
                .hasSize(KeyUses.MOST_KEYS)
                .last()
                .isEqualTo(use(AppKey.of("key-3"), NOON.plusSeconds(3), null, null));
    }

    @Test
    void what_strangers_call_themselves_is_cut_and_cleaned() {
        KeyUse use = use(FIRST, NOON, "10.0.0.1 \n", "\u001b[31m evil\r\n" + "x".repeat(100));
        tell(a, use);

        assertThat(use.library()).isEqualTo("[31m evil" + "x".repeat(55));
        assertThat(use.address()).isEqualTo("10.0.0.1");
        assertThat(uses(b)).containsExactly(use);
    }

    private static KeyUse use(AppKey key, Instant at, @Nullable String address, @Nullable String library) {
        return new KeyUse(APP, key, at, address, library);
    }

    private static void tell(TestNode node, KeyUse... uses) {
        done(node.backplane().keyUses().used(List.of(uses)));
    }

    private static List<KeyUse> uses(TestNode node) {
        return done(node.backplane().keyUses().lastUses(APP));
    }
}
