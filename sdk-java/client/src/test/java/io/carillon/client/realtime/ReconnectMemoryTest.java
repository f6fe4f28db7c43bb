package io.carillon.client.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client that is sent away a thousand times, over real sockets, keeps of it: nothing. */
class ReconnectMemoryTest {

    private static final int WARM_UP = 500;
    private static final int RECONNECTS = 1000;
    private static final List<String> CHANNELS =
            List.of("news", "cache-price", "private-chat", "private-orders", "presence-room");

    /** 200 bytes for each. */
    private static final long HEAP_TOLERANCE = 200_000;

    private static final int THREAD_TOLERANCE = 2;

    private final Semaphore greetings = new Semaphore(0);

    @Test
    @Timeout(120)
    void a_thousand_reconnections_leave_heap_and_threads_as_they_were() throws Exception {
        try (var server = new LoopbackServer(ReconnectMemoryTest::welcome);
                RealtimeClient client = client(server)) {
            for (String name : CHANNELS) {
                Channel channel = client.subscribe(name);
                channel.bindGlobal(event -> {});
                channel.onError(why -> {});
                channel.bind("greeting", event -> greetings.release());
            }
            client.onStateChange(state -> {});
            client.onError(why -> {});
            Channel chat = client.subscribe("private-chat");
            client.connect();
            awaitGreetings();
            reconnect(chat, WARM_UP);
            long heap = heap();
            int threads = threads();

            reconnect(chat, RECONNECTS);

            assertThat(server.visits()).isGreaterThanOrEqualTo(1 + WARM_UP + RECONNECTS);
            assertThat(heap() - heap)
                    .as("bytes kept of %d reconnections", RECONNECTS)
                    .isLessThan(HEAP_TOLERANCE);
            assertThat(threads() - threads).as("threads").isLessThanOrEqualTo(THREAD_TOLERANCE);
            assertThat(client.state()).isEqualTo(ConnectionState.CONNECTED);
        }
    }

    @Test
    @Timeout(60)
    void a_client_that_is_closed_is_collected_and_its_threads_end() throws Exception {
        var closed = new ArrayList<WeakReference<RealtimeClient>>();
        try (var server = new LoopbackServer(ReconnectMemoryTest::welcome)) {
            int threads = clientThreads();
            for (int i = 0; i < 20; i++) {
                closed.add(connectedAndClosed(server));
            }

            collectUntil(() -> clientThreads() <= threads);
            collectUntil(() -> closed.stream().allMatch(reference -> reference.get() == null));
        }
    }

    /** The JDK's HTTP client ends its thread when nobody refers to it any more. */
    private static void collectUntil(BooleanSupplier done) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!done.getAsBoolean()) {
            System.gc();
            assertThat(System.nanoTime()).as("it is still there").isLessThan(deadline);
        }
    }

    private WeakReference<RealtimeClient> connectedAndClosed(LoopbackServer server) {
        RealtimeClient client = client(server);
        client.subscribe("news").bindGlobal(event -> {});
        client.connect();
        client.close();
        return new WeakReference<>(client);
    }

    /** Greets, grants what is subscribed to, and sends its visitor away at the first client event: with a word, or without. */
    private static void welcome(LoopbackServer.Visitor visitor) throws IOException {
        visitor.upgrades();
        visitor.greets("1." + visitor.number, 60);
        for (String message = visitor.hears(); message != null; message = visitor.hears()) {
            if (message.startsWith("{\"event\":\"client-")) {
                if (visitor.number % 2 == 0) {
                    visitor.refuses(4200, "Please reconnect immediately", null);
                }
                return;
            }
            String channel = message.replaceAll(".*\"channel\":\"([^\"]+)\".*", "$1");
            visitor.says("{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel
                    + "\",\"data\":\"{}\"}");
            visitor.says("{\"event\":\"greeting\",\"channel\":\"" + channel + "\",\"data\":\"hello\"}");
        }
    }

    private void reconnect(Channel chat, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            chat.trigger("client-send-me-away", "{}").get(15, TimeUnit.SECONDS);
            awaitGreetings();
        }
    }

    private void awaitGreetings() throws InterruptedException {
        assertThat(greetings.tryAcquire(CHANNELS.size(), 15, TimeUnit.SECONDS))
                .as("subscribed again, and greeted")
                .isTrue();
    }

    private static RealtimeClient client(LoopbackServer server) {
        return RealtimeClient.builder()
                .server("ws://" + server.authority())
                .key("KEY")
                .reconnectPause(Duration.ofMillis(1), Duration.ofMillis(2))
                .channelAuthorizer((socket, channel) ->
                        CompletableFuture.completedFuture(new ChannelGrant("KEY:SIG", "{\"user_id\":\"1\"}")))
                .build();
    }

    /** Live bytes: the least that several collections leave. */
    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /** Those that serve sockets come and go by themselves; the server's are its own. */
    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("loopback-server"))
                .count();
    }

    private static int clientThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("carillon-")
                        || thread.getName().startsWith("HttpClient-"))
                .count();
    }
}
