package io.carillon.acceptance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.acceptance.server.Admin;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.client.CarillonException;
import io.carillon.client.auth.Authorizer;
import io.carillon.client.auth.Capability;
import io.carillon.client.auth.ConnectionToken;
import io.carillon.client.auth.TokenSigner;
import io.carillon.client.auth.User;
import io.carillon.client.realtime.Channel;
import io.carillon.client.realtime.ChannelGrant;
import io.carillon.client.realtime.ConnectionState;
import io.carillon.client.realtime.RealtimeClient;
import io.carillon.client.realtime.RealtimeClientBuilder;
import io.carillon.client.rest.Publisher;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user of carillon-client is told by our server when something is wrong; each place to read on is there. */
final class SdkJavaBadInputIT {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static RunningJar jar;
    private static Admin admin;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final BlockingQueue<CarillonException> errors = new LinkedBlockingQueue<>();
    private App app;

    private record App(String id, String key, String secret) {}

    @BeforeAll
    static void start() {
        jar = RunningJar.start("sdk-bad-input", Map.of());
        admin = Admin.of(jar);
    }

    @AfterAll
    static void stop() {
        jar.close();
    }

    @BeforeEach
    void make_an_app() {
        app = app("{\"client_events\":true,\"user_events\":false}");
    }

    @AfterEach
    void hang_up() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void the_key_is_wrong() throws Exception {
        RealtimeClient stranger = keep(client("nosuchkey").build());
        told(failure(stranger::connect), "close_4001", 4001, false, "4001")
                .hasMessage("App key nosuchkey not in this cluster. Did you forget to specify the cluster?"
                        + " Compare the key with the app's, and ws://" + address()
                        + " with the server that the app lives on.");
        assertThat(stranger.state()).isEqualTo(ConnectionState.DISCONNECTED);
        told(failure(() -> publisher(app.id, "nosuchkey", app.secret).trigger("a", "x", "1")), "auth_key_unknown", 401)
                .hasMessageContaining("nosuchkey");
        told(failure(() -> publisher("999", app.key, app.secret).trigger("a", "x", "1")), "app_not_found", 404)
                .hasMessageContaining("999");
    }

    @Test
    void the_secret_is_wrong() throws Exception {
        told(failure(() -> publisher(app.id, app.key, "wrong").trigger("a", "x", "1")), "auth_signature_invalid", 401)
                .hasMessageContaining("/apps/" + app.id + "/events");

        RealtimeClient client = connected(signing("wrong"));
        Channel chat = client.subscribe("private-chat");
        told(failure(() -> chat.awaitSubscribed(PATIENCE)), "signature_invalid", 401)
                .hasMessageContaining(":private-chat");
        assertThat(client.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void a_token_does_not_cover_the_channel() throws Exception {
        RealtimeClient client = connected(client(app.key)
                .tokens(() -> CompletableFuture.completedFuture(
                        tokens(Clock.systemUTC()).sign(token()))));
        Channel other = client.subscribe("private-other");

        told(failure(() -> other.awaitSubscribed(PATIENCE)), "token_not_for_channel", 401)
                .hasMessageContaining("private-other");
    }

    @Test
    void an_event_is_too_large() throws Exception {
        told(
                        failure(() -> publisher(app.id, app.key, app.secret).trigger("a", "x", "x".repeat(10_241))),
                        "event_data_too_large",
                        413)
                .hasMessageContaining("10240");

        RealtimeClient client = connected(signing(app.secret));
        Channel chat = client.subscribe("private-chat");
        chat.awaitSubscribed(PATIENCE);
        chat.trigger("client-draw", "x".repeat(10_241)).get(15, TimeUnit.SECONDS);
        told(next(), "client_event_too_large", 4301).hasMessageContaining("10240");
        assertThat(chat.isSubscribed()).isTrue();
    }

    @Test
    void the_app_is_disabled_while_clients_are_connected_and_when_they_come() throws Exception {
        Publisher publisher = publisher(app.id, app.key, app.secret);
        RealtimeClient client = connected(client(app.key));

        admin.ask("PATCH", "/apps/" + app.id, "{\"enabled\":false}");

        told(next(), "close_4003", 4003, false, "4003")
                .hasMessage("Application disabled. Enable the app, and then connect again.");
        assertThat(client.state()).isEqualTo(ConnectionState.DISCONNECTED);
        told(failure(client::connect), "close_4003", 4003, false, "4003");
        told(failure(() -> publisher.trigger("a", "x", "1")), "app_disabled", 403);
    }

    @Test
    void a_token_has_expired() throws Exception {
        Clock anHourAgo = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        var supply = new ArrayDeque<>(List.of(
                tokens(anHourAgo).sign(token().lasting(Duration.ofMinutes(10))),
                tokens(Clock.systemUTC()).sign(token())));
        RealtimeClient client =
                connected(client(app.key).tokens(() -> CompletableFuture.completedFuture(supply.remove())));

        told(next(), "token_expired", 4110, true, "token_expired").hasMessageContaining("expired");
        assertThat(client.state()).isEqualTo(ConnectionState.CONNECTED);
        client.subscribe("private-chat").awaitSubscribed(PATIENCE);
    }

    @Test
    void nobody_may_sign_in() throws Exception {
        RealtimeClient client = connected(client(app.key)
                .tokens(() -> CompletableFuture.completedFuture(
                        tokens(Clock.systemUTC()).sign(token()))));

        told(failure(client::signin), "user_events_disabled", 0)
                .hasMessageContaining("you must enable user authentication for this app");
        assertThat(client.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void a_token_is_nobodys() throws Exception {
        RealtimeClient client = connected(client(app.key)
                .tokens(() -> CompletableFuture.completedFuture(
                        tokens(Clock.systemUTC()).sign(ConnectionToken.forAnybody()))));

        told(failure(client::signin), "token_without_user", 0).hasMessageContaining("have it made with sub");
    }

    private static App app(String settings) {
        JsonNode made = admin.ask("POST", "/apps", "{\"name\":\"Bad input\",\"settings\":" + settings + "}");
        return new App(
                made.at("/app/id").asText(),
                made.at("/key/key").asText(),
                made.at("/key/secret").asText());
    }

    private static ConnectionToken token() {
        return ConnectionToken.forUser(User.of("ann")).allow("private-chat", Capability.SUBSCRIBE);
    }

    private TokenSigner tokens(Clock clock) {
        return new TokenSigner(app.key, app.secret, clock);
    }

    private RealtimeClientBuilder client(String key) {
        return RealtimeClient.builder()
                .server("ws://" + address())
                .key(key)
                .connectTimeout(PATIENCE)
                .reconnectPause(Duration.ofMillis(10), Duration.ofMillis(100));
    }

    private RealtimeClientBuilder signing(String secret) {
        var authorizer = new Authorizer(app.key, secret);
        return client(app.key)
                .channelAuthorizer((socket, channel) -> CompletableFuture.completedFuture(
                        ChannelGrant.ofJson(authorizer.authorizeChannel(socket.value(), channel.value()))));
    }

    private RealtimeClient connected(RealtimeClientBuilder builder) {
        RealtimeClient client = keep(builder.build());
        client.onError(errors::add);
        client.connect();
        return client;
    }

    private Publisher publisher(String id, String key, String secret) {
        return keep(Publisher.builder()
                .server("http://" + address())
                .app(id, key, secret)
                .build());
    }

    private CarillonException next() throws InterruptedException {
        return Objects.requireNonNull(errors.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS), "nothing was told");
    }

    private <C extends AutoCloseable> C keep(C closeable) {
        open.push(closeable);
        return closeable;
    }

    private static String address() {
        return jar.host() + ":" + jar.port();
    }

    private static CarillonException failure(ThrowingCallable action) {
        return Objects.requireNonNull(catchThrowableOfType(CarillonException.class, action), "nothing failed");
    }

    private static AbstractThrowableAssert<?, ?> told(CarillonException why, String code, int status) throws Exception {
        return told(why, code, status, false, code);
    }

    private static AbstractThrowableAssert<?, ?> told(
            CarillonException why, String code, int status, boolean retriable, String place) throws Exception {
        assertThat(why.code()).isEqualTo(code);
        assertThat(why.status()).isEqualTo(status);
        assertThat(why.retriable()).isEqualTo(retriable);
        URI docs = why.docs().orElseThrow();
        assertThat(docs).hasToString("http://" + address() + "/docs/errors#" + place);
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(docs).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("id=\"" + place + "\"");
        return assertThat(why);
    }
}
