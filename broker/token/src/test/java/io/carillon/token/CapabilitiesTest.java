package io.carillon.token;

import static io.carillon.backplane.Operation.HISTORY;
import static io.carillon.backplane.Operation.PRESENCE;
import static io.carillon.backplane.Operation.PUBLISH;
import static io.carillon.backplane.Operation.SUBSCRIBE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.carillon.backplane.Operation;
import io.carillon.backplane.Scope;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.UserId;
import io.carillon.token.json.Json;
import io.carillon.token.json.MalformedJsonException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {

    private static final ChannelName CHAT = ChannelName.of("private-chat-7");

    private static Capabilities read(String json) {
        try {
            return Capabilities.ofClaim(Json.object(json));
        } catch (MalformedJsonException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void each_pattern_gives_its_own_operations() {
        Capabilities capabilities = read(
                "{\"private-chat-*\":[\"subscribe\",\"publish\"],\"presence-*\":[\"presence\"],\"news\":[\"history\"]}");

        assertThat(capabilities.allows(SUBSCRIBE, CHAT)).isTrue();
        assertThat(capabilities.allows(PUBLISH, CHAT)).isTrue();
        assertThat(capabilities.allows(PRESENCE, CHAT)).isFalse();
        assertThat(capabilities.allows(HISTORY, CHAT)).isFalse();
        assertThat(capabilities.allows(SUBSCRIBE, ChannelName.of("private-mail-7")))
                .isFalse();
        assertThat(capabilities.allows(PRESENCE, ChannelName.of("presence-lobby")))
                .isTrue();
        assertThat(capabilities.allows(HISTORY, ChannelName.of("news"))).isTrue();
    }

    @Test
    void what_several_patterns_give_adds_up() {
        Capabilities capabilities = read("{\"*\":[\"subscribe\"],\"private-chat-*\":[\"publish\"]}");

        assertThat(capabilities.allows(SUBSCRIBE, CHAT)).isTrue();
        assertThat(capabilities.allows(PUBLISH, CHAT)).isTrue();
        assertThat(capabilities.allows(PUBLISH, ChannelName.of("private-mail-7")))
                .isFalse();
    }

    @Test
    void a_star_does_not_open_what_is_for_one_user() {
        assertThat(read("{\"*\":[\"subscribe\"]}").allows(SUBSCRIBE, ChannelName.of("#server-to-user-bob")))
                .isFalse();
    }

    @Test
    void nobody_is_an_administrator() {
        assertThat(read("{\"*\":[\"subscribe\",\"publish\",\"presence\",\"history\"]}")
                        .allows(Operation.ADMIN, CHAT))
                .isFalse();
    }

    @Test
    void an_empty_list_gives_nothing() {
        assertThat(read("{\"*\":[]}").isEmpty()).isTrue();
        assertThat(read("{}")).isEqualTo(Capabilities.NONE);
    }

    @Test
    void a_scope_takes_away_and_never_gives() {
        var scope = new Scope(Set.of(SUBSCRIBE, HISTORY), List.of(ChannelPattern.of("private-*")));
        Capabilities capabilities = read("{\"*\":[\"subscribe\",\"publish\"]}").within(scope);

        assertThat(capabilities.allows(SUBSCRIBE, CHAT)).isTrue();
        assertThat(capabilities.allows(PUBLISH, CHAT)).isFalse();
        assertThat(capabilities.allows(HISTORY, CHAT)).isFalse();
        assertThat(capabilities.allows(SUBSCRIBE, ChannelName.of("news"))).isFalse();
    }

    @Test
    void refusals_name_what_could_be_given() {
        assertThatThrownBy(() -> read("{\"a\":[\"fly\"]}"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(
                        "Invalid capabilities: 'fly' is no operation that a token can give; use subscribe, publish, presence and history.");
    }

    @Test
    void asking_allocates_nothing() {
        var scope = new Scope(Set.of(SUBSCRIBE, PUBLISH), List.of(ChannelPattern.of("private-*")));
        Capabilities capabilities = read("{\"a*b*c\":[\"subscribe\"],\"private-chat-*\":[\"subscribe\",\"publish\"]}")
                .within(scope);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        int allowed = ask(capabilities);

        long before = threads.getThreadAllocatedBytes(self);
        allowed += ask(capabilities);
        long allocated = threads.getThreadAllocatedBytes(self) - before;

        assertThat(allowed).isEqualTo(2 * 10_000);
        // The question itself takes some.
        assertThat(allocated).isLessThan(10_000);
    }

    private static int ask(Capabilities capabilities) {
        int allowed = 0;
        for (int i = 0; i < 10_000; i++) {
            allowed += capabilities.allows(PUBLISH, CHAT) ? 1 : 0;
        }
        return allowed;
    }

    @Test
    void a_template_puts_the_users_id_in() {
        var template = new CapabilityTemplate(Map.of("private-{user}-*", Set.of(SUBSCRIBE)));

        assertThat(template.of(UserId.of("ann")).allows(SUBSCRIBE, ChannelName.of("private-ann-1")))
                .isTrue();
        assertThat(template.of(UserId.of("ann")).allows(SUBSCRIBE, ChannelName.of("private-bob-1")))
                .isFalse();
        assertThat(template.of(null)).isEqualTo(Capabilities.NONE);
    }

    @Test
    void a_users_id_that_is_a_pattern_opens_nothing() {
        var template = new CapabilityTemplate(Map.of("private-{user}", Set.of(SUBSCRIBE)));

        for (String id : List.of("*", "a*", "auth0|7", "{user}", "\u00e4", "u".repeat(128) + "")) {
            assertThat(template.of(UserId.of(id)).allows(SUBSCRIBE, ChannelName.of("private-a")))
                    .isFalse();
        }
    }

    @Test
    void an_id_too_long_for_its_channel_has_no_such_channel() {
        var template = new CapabilityTemplate(
                Map.of("p".repeat(100) + "{user}", Set.of(SUBSCRIBE), "news", Set.of(SUBSCRIBE)));

        assertThat(template.of(UserId.of("u".repeat(128))))
                .isEqualTo(Capabilities.of(Map.of(ChannelPattern.of("news"), Set.of(SUBSCRIBE))));
    }

    @Test
    void a_template_that_could_never_be_filled_is_refused_at_once() {
        assertThatThrownBy(() -> new CapabilityTemplate(Map.of("private {user}", Set.of(SUBSCRIBE))))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new CapabilityTemplate(Map.of("*", Set.of(Operation.ADMIN))))
                .isInstanceOf(InvalidValueException.class);
    }
}
