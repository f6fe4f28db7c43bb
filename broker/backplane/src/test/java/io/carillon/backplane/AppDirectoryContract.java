package io.carillon.backplane;

import static io.carillon.backplane.Await.done;
import static io.carillon.backplane.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The apps, as every node sees them. */
public abstract class AppDirectoryContract extends BackplaneContract {

    @Test
    void an_app_is_found_by_its_id_and_by_each_of_its_keys() {
        App shop = app(APP, "Shop", "key-1", "key-2");

        put(a, shop);

        awaitById(b, APP, shop);
        awaitByKey(b, "key-1", shop);
        awaitByKey(c, "key-2", shop);
    }

    @Test
    void what_is_not_there_is_not_found() {
        assertThat(byId(a, APP)).isEmpty();
        assertThat(byKey(a, "key-1")).isEmpty();
    }

    @Test
    void an_app_that_is_switched_off_is_found_as_such() {
        App off =
                new App(APP, "Shop", false, List.of(pair("key-1")), List.of(), AppLimits.DEFAULTS, AppOptions.DEFAULTS);

        put(a, off);

        awaitByKey(b, "key-1", off);
    }

    @Test
    void everything_that_is_known_of_an_app_comes_back() {
        Instant start = Instant.parse("2026-11-26T12:00:00.5Z");
        App full = new App(
                        APP,
                        "Caf\u00e9 \ud83d\udd14",
                        true,
                        List.of(pair("key-1"), pair("key-2")),
                        List.of(ServerToken.of("a token")),
                        AppLimits.DEFAULTS
                                .withConnections(7)
                                .withMembersPerChannel(8)
                                .withClientEventsPerSecond(9),
                        new AppOptions(
                                true,
                                true,
                                true,
                                true,
                                true,
                                List.of("https://*.example.com", "https://example.com"),
                                Duration.ofSeconds(33),
                                Duration.ofSeconds(44)))
                .withIssuers(List.of(new Issuer("https://id.example.com/", "{}")))
                .withRevocations(Revocations.of(List.of(
                        new Revocation(Revocation.Kind.USER, "auth0|7", start, start.plusSeconds(60)),
                        new Revocation(Revocation.Kind.ALL, "", start, start.plusSeconds(60)))));

        put(a, full);

        awaitById(b, APP, full);
        assertThat(byId(b, APP).orElseThrow().secretOf(AppKey.of("key-2"))).isEqualTo(Secret.of("secret of key-2"));
    }

    @Test
    void a_key_that_was_taken_away_finds_nothing() {
        put(a, app(APP, "Shop", "old", "kept"));

        App after = app(APP, "Shop", "kept", "new");
        put(a, after);

        awaitById(b, APP, after);
        awaitByKey(b, "kept", after);
        awaitByKey(b, "new", after);
        until("the old key is forgotten", () -> byKey(b, "old").isEmpty());
    }

    @Test
    void a_key_may_move_to_another_app_once_the_first_gave_it_up() {
        put(a, app(APP, "Shop", "key-1"));
        put(a, app(APP, "Shop"));

        App other = app(OTHER_APP, "Other", "key-1");
        put(a, other);

        awaitByKey(b, "key-1", other);
    }

    @Test
    void an_app_cannot_take_a_key_that_another_has() {
        App shop = app(APP, "Shop", "key-1");
        put(a, shop);

        assertThatThrownBy(() -> put(a, app(OTHER_APP, "Thief", "key-2", "key-1")))
                .isInstanceOf(IllegalStateException.class);

        awaitByKey(b, "key-1", shop);
        assertThat(byId(b, OTHER_APP)).isEmpty();
        assertThat(byKey(b, "key-2")).isEmpty();
    }

    @Test
    void amid_changes_nobody_finds_an_app_by_a_key_that_it_does_not_have() {
        App before = app(APP, "Shop", "key-1");
        App after = app(APP, "Shop", "key-2");
        put(a, before);

        var changing = new AtomicBoolean(true);
        Set<Optional<App>> foundByFirst = ConcurrentHashMap.newKeySet();
        Set<Optional<App>> foundBySecond = ConcurrentHashMap.newKeySet();

        Together.run(2, i -> {
            if (i == 0) {
                try {
                    for (int n = 0; n < 2_000; n++) {
                        put(a, n % 2 == 0 ? after : before);
                    }
                } finally {
                    changing.set(false);
                }
            }
            while (changing.get()) {
                foundByFirst.add(byKey(a, "key-1"));
                foundBySecond.add(byKey(a, "key-2"));
            }
        });

        assertThat(foundByFirst).isSubsetOf(Optional.empty(), Optional.of(before));
        assertThat(foundBySecond).isSubsetOf(Optional.empty(), Optional.of(after));
    }

    @Test
    void an_app_that_was_removed_is_found_no_more() {
        put(a, app(APP, "Shop", "key-1"));
        App other = app(OTHER_APP, "Other", "key-2");
        put(a, other);

        done(a.backplane().apps().remove(APP));

        until(
                "the app is gone",
                () -> byId(b, APP).isEmpty() && byKey(b, "key-1").isEmpty());
        awaitByKey(b, "key-2", other);
    }

    @Test
    void removing_what_is_not_there_is_no_mistake() {
        done(a.backplane().apps().remove(APP));

        assertThat(byId(a, APP)).isEmpty();
    }

    @Test
    void listeners_on_every_node_are_told_and_see_the_new_state_when_they_ask() {
        Map<String, Optional<App>> seen = new ConcurrentHashMap<>();
        a.backplane().apps().onChange(id -> seen.put("a", byId(a, id)));
        b.backplane().apps().onChange(id -> seen.put("b", byId(b, id)));
        App first = app(APP, "Shop", "key-1");
        App second = app(APP, "Shop", "key-2");

        put(c, first);
        until("both saw the app", () -> seen.equals(Map.of("a", Optional.of(first), "b", Optional.of(first))));
        put(c, second);
        until("both saw the change", () -> seen.equals(Map.of("a", Optional.of(second), "b", Optional.of(second))));
        done(c.backplane().apps().remove(APP));
        until("both saw it go", () -> seen.equals(Map.of("a", Optional.empty(), "b", Optional.empty())));
    }

    @Test
    void a_listener_that_was_closed_is_not_called() {
        List<AppId> closed = new CopyOnWriteArrayList<>();
        List<AppId> open = new CopyOnWriteArrayList<>();
        Registration registration = b.backplane().apps().onChange(closed::add);
        b.backplane().apps().onChange(open::add);

        registration.close();
        registration.close();
        put(a, app(APP, "Shop", "key-1"));

        until("the other was called", () -> open.equals(List.of(APP)));
        assertThat(closed).isEmpty();
    }

    @Test
    void a_listener_that_fails_does_not_keep_the_others_from_hearing() {
        List<AppId> heard = new CopyOnWriteArrayList<>();
        b.backplane().apps().onChange(id -> {
            throw new IllegalStateException("on purpose");
        });
        b.backplane().apps().onChange(heard::add);

        put(b, app(APP, "Shop", "key-1"));

        until("the second was called", () -> heard.equals(List.of(APP)));
    }

    private static App app(AppId id, String name, String... keys) {
        List<KeyPair> pairs =
                Arrays.stream(keys).map(AppDirectoryContract::pair).toList();
        return new App(id, name, true, pairs, List.of(), AppLimits.DEFAULTS, AppOptions.DEFAULTS);
    }

    private static KeyPair pair(String key) {
        return new KeyPair(AppKey.of(key), Secret.of("secret of " + key));
    }

    private static void put(TestNode node, App app) {
        done(node.backplane().apps().put(app));
    }

    private static Optional<App> byId(TestNode node, AppId id) {
        return done(node.backplane().apps().byId(id));
    }

    private static Optional<App> byKey(TestNode node, String key) {
        return done(node.backplane().apps().byKey(AppKey.of(key)));
    }

    private static void awaitById(TestNode node, AppId id, App expected) {
        until("app " + id + " is as expected", () -> byId(node, id).equals(Optional.of(expected)));
    }

    private static void awaitByKey(TestNode node, String key, App expected) {
        until("the app of " + key + " is as expected", () -> byKey(node, key).equals(Optional.of(expected)));
    }
}
