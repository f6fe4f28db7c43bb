package io.carillon.client.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.rest.Publisher;
import io.carillon.client.rest.RetryPolicy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a user is told when something is wrong, over real sockets: what, why and how to mend it, with a stable code and a place to read on. */
class BadInputTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** For those who are to lose patience; all others have the time that they need. */
    private static final Duration BRIEF = Duration.ofSeconds(1);

    private static final String OK =
            "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"private-chat\",\"data\":\"{}\"}";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final BlockingQueue<CarillonException> errors = new LinkedBlockingQueue<>();

    @AfterEach
    void hang_up() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void nobody_listens_at_the_address() throws Exception {
        var gone = new LoopbackServer(visitor -> {});
        gone.close();
        RealtimeClient client = client(gone.authority()).connectTimeout(BRIEF).build();

        told(failure(keep(client)::connect), ClientError.UNREACHABLE)
                .hasMessage("ws://" + gone.authority()
                        + " cannot be reached: look at host and port, and whether the server runs.");
        assertThat(client.state()).isIn(ConnectionState.UNAVAILABLE, ConnectionState.CONNECTING);
        told(failure(() -> publisher(gone.authority()).trigger("a", "x", "1")), ClientError.UNREACHABLE)
                .hasMessage("http://" + gone.authority()
                        + " cannot be reached: look at host and port, and whether the server runs.");
    }

    @Test
    void there_is_no_such_host() throws Exception {
        told(whyNotAtOnce(client("no-such-host.invalid")), ClientError.UNREACHABLE)
                .hasMessageStartingWith("ws://no-such-host.invalid cannot be reached: look at host");
        told(failure(() -> publisher("no-such-host.invalid").trigger("a", "x", "1")), ClientError.UNREACHABLE)
                .hasMessageStartingWith("http://no-such-host.invalid cannot be reached: look at host");
    }

    @Test
    void a_server_takes_the_connection_and_never_answers() {
        LoopbackServer server = keep(new LoopbackServer(LoopbackServer.Visitor::staysSilent));

        told(failure(keep(client(server.authority()).connectTimeout(BRIEF).build())::connect), ClientError.TIMEOUT)
                .hasMessage("ws://" + server.authority()
                        + " did not greet within 1000 ms: does a Carillon or Pusher server answer there?");
        told(failure(() -> publisher(server.authority(), BRIEF).trigger("a", "x", "1")), ClientError.TIMEOUT)
                .hasMessage("http://" + server.authority()
                        + " did not answer within 1000 ms: look at why it is slow, or wait longer with timeout(...).");
    }

    @Test
    void a_server_opens_the_socket_and_never_greets() {
        LoopbackServer server = keep(new LoopbackServer(visitor -> {
            visitor.upgrades();
            visitor.staysSilent();
        }));

        told(failure(keep(client(server.authority()).connectTimeout(BRIEF).build())::connect), ClientError.TIMEOUT)
                .hasMessage("ws://" + server.authority()
                        + " did not greet within 1000 ms: does a Carillon or Pusher server answer there?");
    }

    @Test
    void a_server_greets_and_goes_silent() throws Exception {
        LoopbackServer server = keep(new LoopbackServer(visitor -> {
            visitor.upgrades();
            visitor.greets("1." + visitor.number, 60);
            visitor.staysSilent();
        }));
        connected(client(server.authority())
                .activityTimeout(Duration.ofMillis(50))
                .pongTimeout(Duration.ofMillis(100)));

        told(next(), ClientError.CONNECTION_LOST)
                .hasMessage("The server went silent: ws://" + server.authority()
                        + " did not answer a ping within 100 ms. The client connects again.");
        told(next(), ClientError.CONNECTION_LOST);
        assertThat(server.visits()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_server_greets_and_never_answers_a_subscription() {
        RealtimeClient client = connected(client(answering().authority()));
        Channel news = client.subscribe("news");

        told(failure(() -> news.awaitSubscribed(Duration.ofMillis(100))), ClientError.TIMEOUT)
                .hasMessage("There was no subscription to news within 100 ms: look whether the client is connected,"
                        + " and what its onError and the channel's say. It goes on trying.");
    }

    @Test
    void somebody_else_answers() throws Exception {
        LoopbackServer website = keep(new LoopbackServer(visitor -> {
            visitor.head();
            visitor.answers("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }));
        LoopbackServer proxy = keep(new LoopbackServer(visitor -> {
            visitor.head();
            visitor.answers("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }));

        CarillonException wrong = whyNotAtOnce(client(website.authority()));
        told(wrong, ClientError.ANSWER_INVALID)
                .hasMessage("ws://" + website.authority()
                        + " answered 404 instead of opening a WebSocket: is that the address of a Carillon or Pusher server,"
                        + " and do proxies in front of it let WebSockets pass?");
        assertThat(wrong.status()).isEqualTo(404);
        CarillonException passing = whyNotAtOnce(client(proxy.authority()));
        assertThat(passing.retriable()).isTrue();
        assertThat(passing).hasMessageContaining("answered 502").hasMessageContaining("may be starting");
    }

    @Test
    void the_key_is_no_apps() {
        LoopbackServer server =
                refusing(4001, "App key KEY not in this cluster. Did you forget to specify the cluster?");
        RealtimeClient client = keep(client(server.authority()).build());

        told(failure(client::connect), "close_4001", false, server, "4001")
                .hasMessage("App key KEY not in this cluster. Did you forget to specify the cluster?"
                        + " Compare the key with the app's, and ws://" + server.authority()
                        + " with the server that the app lives on.");
        assertThat(client.state()).isEqualTo(ConnectionState.DISCONNECTED);
        assertThat(server.visits()).isEqualTo(1);
    }

    @Test
    void the_app_is_disabled_before_or_while_the_client_is_connected() throws Exception {
        LoopbackServer before = refusing(4003, "Application disabled");
        told(failure(keep(client(before.authority()).build())::connect), "close_4003", false, before, "4003")
                .hasMessage("Application disabled. Enable the app, and then connect again.");

        LoopbackServer meanwhile = keep(new LoopbackServer(visitor -> {
            visitor.upgrades();
            visitor.greets("1.2", 60);
            visitor.hears();
            visitor.refuses(4003, "Application disabled", null);
        }));
        RealtimeClient client = connected(client(meanwhile.authority()));
        client.subscribe("news");

        told(next(), "close_4003", false, meanwhile, "4003")
                .hasMessage("Application disabled. Enable the app, and then connect again.");
        assertThat(client.state()).isEqualTo(ConnectionState.DISCONNECTED);
    }

    @Test
    void an_expired_token_is_told_and_the_next_one_is_fetched() throws Exception {
        LoopbackServer server = keep(new LoopbackServer(visitor -> {
            if (visitor.upgrades().contains("Bearer old")) {
                visitor.refuses(4110, "The token expired at 10:00; fetch a new one", "token_expired");
            }
            visitor.greets("1.2", 60);
            visitor.staysSilent();
        }));
        var supply = new ArrayDeque<>(List.of("old", "new"));
        connected(client(server.authority()).tokens(() -> CompletableFuture.completedFuture(supply.remove())));

        CarillonException expired = next();
        told(expired, "token_expired", true, server, "token_expired")
                .hasMessage("The token expired at 10:00; fetch a new one.");
        assertThat(expired.status()).isEqualTo(4110);
        assertThat(supply).isEmpty();
    }

    @Test
    void the_app_cannot_give_a_token() throws Exception {
        RealtimeClientBuilder client = client("127.0.0.1:1")
                .tokens(() -> CompletableFuture.failedFuture(new IllegalStateException("the session is over")));

        told(whyNotAtOnce(client), ClientError.TOKEN_FETCH_FAILED)
                .hasMessageContaining("the session is over")
                .hasMessageContaining("Look at the tokens function of the builder");
    }

    @Test
    void the_app_refuses_a_channel() {
        LoopbackServer server = answering("");
        RealtimeClient client = connected(client(server.authority())
                .channelAuthorizer((socket, channel) ->
                        CompletableFuture.failedFuture(new IllegalStateException("ann may not hear it"))));
        Channel chat = client.subscribe("private-chat");

        told(failure(() -> chat.awaitSubscribed(PATIENCE)), ClientError.AUTHORIZATION_FAILED)
                .hasMessage("Channel private-chat was not authorized, because the channelAuthorizer failed:"
                        + " java.lang.IllegalStateException: ann may not hear it");
        assertThat(client.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void nobody_was_named_who_could_authorize() {
        RealtimeClient client = connected(client(answering("").authority()));
        Channel chat = client.subscribe("private-chat");

        told(failure(() -> chat.awaitSubscribed(PATIENCE)), ClientError.AUTHORIZER_MISSING)
                .hasMessage(
                        "Channel private-chat needs authorization: give the builder a channelAuthorizer, or tokens.");
    }

    @Test
    void the_signature_of_a_channel_is_wrong() {
        LoopbackServer server = answering(
                "{\"event\":\"pusher:subscription_error\",\"channel\":\"private-chat\",\"data\":\"{\\\"type\\\":\\\"AuthError\\\","
                        + "\\\"error\\\":\\\"Invalid signature: Expected HMAC SHA256 hex digest of 1.2:private-chat, but got wrong\\\","
                        + "\\\"status\\\":401,\\\"reason\\\":\\\"signature_invalid\\\"}\"}");
        RealtimeClient client = connected(signing(server));
        Channel chat = client.subscribe("private-chat");

        CarillonException wrong = failure(() -> chat.awaitSubscribed(PATIENCE));
        told(wrong, "signature_invalid", false, server, "signature_invalid")
                .hasMessage("Invalid signature: Expected HMAC SHA256 hex digest of 1.2:private-chat, but got wrong");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(client.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void a_client_event_is_too_large() throws Exception {
        LoopbackServer server = answering(
                OK,
                "{\"event\":\"pusher:error\",\"channel\":\"private-chat\",\"data\":{\"code\":4301,"
                        + "\"message\":\"The data content of this event exceeds the allowed maximum (10240 bytes)\","
                        + "\"reason\":\"client_event_too_large\"}}");
        RealtimeClient client = connected(signing(server));
        Channel chat = client.subscribe("private-chat");
        chat.awaitSubscribed(PATIENCE);

        chat.trigger("client-draw", "x".repeat(10_241)).get(15, TimeUnit.SECONDS);

        CarillonException tooLarge = next();
        told(tooLarge, "client_event_too_large", false, server, "client_event_too_large")
                .hasMessage("The data content of this event exceeds the allowed maximum (10240 bytes)");
        assertThat(tooLarge.status()).isEqualTo(4301);
        assertThat(chat.isSubscribed()).isTrue();
    }

    /** Refuses whoever comes. */
    private LoopbackServer refusing(int code, String message) {
        return keep(new LoopbackServer(visitor -> {
            visitor.upgrades();
            visitor.refuses(code, message, null);
        }));
    }

    /** Greets, and has one answer for each message. */
    private LoopbackServer answering(String... answers) {
        return keep(new LoopbackServer(visitor -> {
            visitor.upgrades();
            visitor.greets("1.2", 60);
            for (String answer : answers) {
                visitor.hears();
                visitor.says(answer);
            }
            visitor.staysSilent();
        }));
    }

    private RealtimeClientBuilder client(String authority) {
        return RealtimeClient.builder()
                .server("ws://" + authority)
                .key("KEY")
                .connectTimeout(PATIENCE)
                .reconnectPause(Duration.ofMillis(1), Duration.ofMillis(20));
    }

    private RealtimeClientBuilder signing(LoopbackServer server) {
        return client(server.authority())
                .channelAuthorizer(
                        (socket, channel) -> CompletableFuture.completedFuture(new ChannelGrant("KEY:SIG", null)));
    }

    private RealtimeClient connected(RealtimeClientBuilder builder) {
        RealtimeClient client = keep(builder.build());
        client.onError(errors::add);
        client.connect();
        return client;
    }

    /** The first thing that goes wrong with a connection; what comes of the next attempts is the same. */
    private CarillonException whyNotAtOnce(RealtimeClientBuilder builder) throws Exception {
        var first = new CompletableFuture<CarillonException>();
        RealtimeClient client = keep(builder.build());
        client.onError(first::complete);
        var unused = client.connectAsync();
        return first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private Publisher publisher(String authority) {
        return publisher(authority, PATIENCE);
    }

    private Publisher publisher(String authority, Duration timeout) {
        return keep(Publisher.builder()
                .server("http://" + authority)
                .app("1000", "KEY", "SECRET")
                .timeout(timeout)
                .retry(RetryPolicy.NEVER)
                .build());
    }

    private CarillonException next() throws InterruptedException {
        return Objects.requireNonNull(errors.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS), "nothing was told");
    }

    private <C extends AutoCloseable> C keep(C closeable) {
        open.push(closeable);
        return closeable;
    }

    private static CarillonException failure(ThrowingCallable action) {
        return Objects.requireNonNull(catchThrowableOfType(CarillonException.class, action), "nothing failed");
    }

    /** One of the client's own errors. */
    private static AbstractThrowableAssert<?, ?> told(CarillonException why, ClientError error) {
        assertThat(why.code()).isEqualTo(error.code());
        assertThat(why.retriable()).isEqualTo(error.retriable());
        assertThat(why.docs()).contains(error.docs());
        return assertThat(why);
    }

    /** Something that the server said, and explains. */
    private static AbstractThrowableAssert<?, ?> told(
            CarillonException why, String code, boolean retriable, LoopbackServer server, String place) {
        assertThat(why.code()).isEqualTo(code);
        assertThat(why.retriable()).isEqualTo(retriable);
        assertThat(why.docs()).map(Object::toString).contains("http://" + server.authority() + "/docs/errors#" + place);
        return assertThat(why);
    }
}
