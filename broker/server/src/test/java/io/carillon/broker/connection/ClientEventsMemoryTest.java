package io.carillon.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.carillon.backplane.App;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.backplane.ChannelRule;
import io.carillon.backplane.Exhausted;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Operation;
import io.carillon.backplane.Scope;
import io.carillon.broker.channel.Standing;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.frame.ClientFrame;
import io.carillon.protocol.signature.Secret;
import io.carillon.schema.AllowedEvents;
import io.carillon.token.Capabilities;
import io.carillon.token.ConnectionToken;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Permission is looked up with each client event, and costs no memory where it is there. */
final class ClientEventsMemoryTest {

    private static final int CHECKS = 100_000;
    private static final ChannelName ROOM = ChannelName.of("private-room-7");
    private static final KeyPair PAIR = new KeyPair(
            AppKey.of("key"),
            Secret.of("secret"),
            new Scope(
                    Set.of(Operation.PUBLISH, Operation.SUBSCRIBE),
                    List.of(ChannelPattern.of("news"), ChannelPattern.of("private-*-7"))),
            null);
    private static final App APP = new App(
                    AppId.of("7"),
                    "Shop",
                    true,
                    List.of(PAIR),
                    List.of(),
                    AppLimits.DEFAULTS.withClientEventsPerSecond(10_000),
                    new AppOptions(true, false, false, false, false, List.of(), Duration.ofMinutes(2), Duration.ZERO))
            .withExhausted(new Exhausted("messages_per_day", 1, Instant.EPOCH));

    @Test
    void an_app_without_rules() {
        assertThat(bytesOfOneCheck(APP, "client-typing", "{}")).isZero();
    }

    @Test
    void data_that_is_nearly_as_long_as_it_may_be() {
        String data = "\u00e9".repeat(AppLimits.DEFAULTS.clientEventBytes() / 2 - 1);

        assertThat(bytesOfOneCheck(APP, "client-typing", data)).isZero();
    }

    @Test
    void rules_with_allowed_events_and_a_rate_of_their_own() {
        App ruled = APP.withRules(List.of(
                ChannelRule.of(ChannelPattern.of("presence-*")),
                new ChannelRule(
                        ChannelPattern.of("private-room-*"),
                        null,
                        null,
                        null,
                        null,
                        9_000,
                        null,
                        null,
                        null,
                        null,
                        null,
                        AllowedEvents.of(
                                "{\"client-move\":{\"required\":[\"x\"]},\"client-typing\":true,\"client-*\":true}"))));

        assertThat(bytesOfOneCheck(ruled, "client-typing", "{}")).isZero();
        assertThat(bytesOfOneCheck(ruled, "client-other", "{}")).isZero();
        // The value of the data, read once.
        assertThat(bytesOfOneCheck(ruled, "client-move", "{\"x\":1}")).isBetween(1L, 4_096L);
    }

    @Test
    void a_subscription_that_stands_on_a_token() {
        var token = new ConnectionToken(
                "t-1",
                APP.id(),
                null,
                "key",
                null,
                "{}",
                Capabilities.of(Map.of(ChannelPattern.of("private-room-*"), Set.of(Operation.PUBLISH))),
                List.of(),
                Instant.EPOCH,
                Instant.MAX,
                Instant.MAX);

        assertThat(bytesOfOneCheck(APP, new Standing.OnToken(token), "client-typing", "{}"))
                .isZero();
    }

    private static long bytesOfOneCheck(App app, String event, String data) {
        return bytesOfOneCheck(app, null, event, data);
    }

    /** What the virtual machine needs for itself is far less than a byte for each of so many checks. */
    private static long bytesOfOneCheck(App app, @Nullable Standing standing, String event, String data) {
        var events = new ClientEvents(Clock.systemUTC());
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        var frame = new ClientFrame.ClientEvent(event, ROOM.value(), data);
        int refused = 0;
        for (int i = 0; i < CHECKS / 5; i++) {
            refused += refusals(events, app, standing, frame, i);
        }
        long before = threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < CHECKS; i++) {
            refused += refusals(events, app, standing, frame, CHECKS + i);
        }
        long allocated = threads.getThreadAllocatedBytes(self) - before;
        assertThat(refused).isZero();
        return allocated / CHECKS;
    }

    /** A second goes by from each event to the next. */
    private static int refusals(
            ClientEvents events, App app, @Nullable Standing standing, ClientFrame.ClientEvent frame, long seconds) {
        return events.refusal(app, PAIR, standing, frame, ROOM, seconds * 1_000_000_000L) == null ? 0 : 1;
    }
}
