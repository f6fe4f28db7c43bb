package io.carillon.client.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.client.CarillonException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored")
class RealtimeClientTest {

    @Test
    void what_is_asked_of_a_closed_client_fails() {
        failsAtOnce(RealtimeClient::connectAsync);
        failsAtOnce(RealtimeClient::signinAsync);
        failsAtOnce(client -> client.subscribe("news").whenSubscribed());
        failsAtOnce(client -> client.subscribe("private-chat").trigger("client-typing", "{}"));
    }

    @Test
    void a_channel_of_a_client_that_was_closed_says_so() {
        RealtimeClient client = builder().build();
        Channel chat = client.subscribe("private-chat");
        CompletableFuture<Void> before = chat.whenSubscribed();
        client.close();

        failsAsClosed(before);
        failsAsClosed(chat.whenSubscribed());
        failsAsClosed(chat.trigger("client-typing", "{}"));
    }

    @Test
    void a_socket_that_opens_when_its_client_is_closed_is_hung_up() throws Exception {
        var came = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        var gone = new CountDownLatch(1);
        var loop = new CompletableFuture<Thread>();
        try (var server = new LoopbackServer(visitor -> {
            came.countDown();
            await(closed);
            visitor.upgrades();
            try {
                visitor.staysSilent();
            } finally {
                gone.countDown();
            }
        })) {
            RealtimeClient client = RealtimeClient.builder()
                    .server("ws://" + server.authority())
                    .key("KEY")
                    .executor(Runnable::run)
                    .build();
            client.onStateChange(state -> loop.complete(Thread.currentThread()));
            client.connectAsync();
            await(came);
            client.close();
            loop.get(10, TimeUnit.SECONDS).join(TimeUnit.SECONDS.toMillis(10));

            closed.countDown();

            await(gone);
        }
    }

    @Test
    void a_client_closes_though_the_executor_of_its_listeners_was_shut_down_before() throws Exception {
        var loop = new CompletableFuture<Thread>();
        ExecutorService listeners = Executors.newSingleThreadExecutor();
        RealtimeClient client = builder()
                .executor(listeners)
                .tokens(() -> {
                    loop.complete(Thread.currentThread());
                    return new CompletableFuture<>();
                })
                .build();
        client.onStateChange(state -> {});
        client.connectAsync();
        Thread thread = loop.get(10, TimeUnit.SECONDS);
        listeners.shutdown();

        client.close();

        thread.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void what_comes_while_a_client_closes_does_not_wake_it_up() throws Exception {
        List<ConnectionState> states = new CopyOnWriteArrayList<>();
        var loop = new CompletableFuture<Thread>();
        var asked = new CountDownLatch(1);
        RealtimeClient client = builder().executor(Runnable::run).build();
        client.onStateChange(states::add);
        client.onStateChange(first -> {
            loop.complete(Thread.currentThread());
            await(asked);
        });
        client.connectAsync();
        Thread thread = loop.get(10, TimeUnit.SECONDS);

        client.close();
        CompletableFuture<?> answer = client.connectAsync();
        asked.countDown();

        thread.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(thread.isAlive()).isFalse();
        assertThat(states).containsExactly(ConnectionState.CONNECTING, ConnectionState.DISCONNECTED);
        failsAsClosed(answer);
    }

    private static void failsAtOnce(Function<RealtimeClient, CompletableFuture<?>> question) {
        RealtimeClient client = builder().build();
        client.close();

        failsAsClosed(question.apply(client));
    }

    private static void failsAsClosed(CompletableFuture<?> answer) {
        assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        CarillonException.class, why -> assertThat(why.code()).isEqualTo("closed"));
    }

    private static RealtimeClientBuilder builder() {
        return RealtimeClient.builder().server("ws://127.0.0.1:1").key("KEY");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
