package io.carillon.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.client.CarillonException;
import io.carillon.client.auth.Authorizer;
import io.carillon.client.auth.BatchAuthorizer;
import io.carillon.client.auth.User;
import io.carillon.client.http.ScriptedHttp;
import io.carillon.client.http.ScriptedHttp.Request;
import io.carillon.client.json.Json;
import io.carillon.client.realtime.ChannelGrant;
import io.carillon.client.realtime.UserGrant;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.SocketId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpAuthorizerTest {

    private static final SocketId SOCKET = SocketId.of("1234.1234");

    private final ScriptedHttp app = new ScriptedHttp();
    private final Authorizer signer = new Authorizer("278d425bdf160c739803", "7ad3773142a6692b25b8");
    private final Deque<Runnable> windows = new ArrayDeque<>();

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void a_channel_is_asked_for_with_a_form_as_pusher_js_does() throws Exception {
        app.answers(200, signer.authorizeChannel("1234.1234", "private-foobar"));
        var sessions = new ArrayDeque<>(List.of("first", "second"));
        HttpAuthorizer authorizer = HttpAuthorizer.at(app.url() + "/pusher/auth")
                .headers(() -> Map.of("Authorization", "Bearer " + sessions.remove()))
                .params(() -> Map.of("tenant", "a&b ü"));

        ChannelGrant grant = answer(authorizer.authorize(SOCKET, ChannelName.of("private-foobar")));

        assertThat(grant.auth())
                .isEqualTo("278d425bdf160c739803:58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4");
        Request request = app.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).hasToString("/pusher/auth");
        assertThat(request.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.header("Authorization")).isEqualTo("Bearer first");
        assertThat(request.body().split("&", -1))
                .containsExactlyInAnyOrder("tenant=a%26b+%C3%BC", "socket_id=1234.1234", "channel_name=private-foobar");
    }

    @Test
    void a_user_is_asked_for_with_the_socket_id_alone() throws Exception {
        app.answers(200, signer.authenticateUser("1234.1234", User.of("12345")));

        UserGrant grant =
                answer(HttpAuthorizer.at(app.url() + "/pusher/user-auth").authenticate(SOCKET));

        assertThat(grant.userData()).isEqualTo("{\"id\":\"12345\"}");
        assertThat(app.requests().get(0).body()).isEqualTo("socket_id=1234.1234");
    }

    @Test
    void what_the_app_refuses_is_told_with_its_words_and_is_for_good() {
        app.answers(403, "{\"id\":\"not_a_member\",\"error\":\"Ann is no member of room 7.\"}");
        app.answers(403, "Forbidden");

        CarillonException refused = failure(authorize("private-a"));
        assertThat(refused.code()).isEqualTo("not_a_member");
        assertThat(refused).hasMessage("Ann is no member of room 7.");
        assertThat(refused.retriable()).isFalse();
        refused = failure(authorize("private-a"));
        assertThat(refused.code()).isEqualTo("http_403");
        assertThat(refused).hasMessage("403 came from " + app.url() + "/auth: Forbidden");
    }

    @Test
    void what_may_pass_is_retriable_and_what_is_no_answer_is_not() {
        app.answers(503, "later");
        app.answers(200, "<html>Please sign in</html>");
        app.answers(200, "{\"ok\":true}");

        assertThat(failure(authorize("private-a")).retriable()).isTrue();
        assertThat(failure(authorize("private-a")))
                .hasMessage("200 came without a JSON object from " + app.url()
                        + "/auth: is that the address of the app's auth endpoint?");
        CarillonException unsigned = failure(authorize("private-a"));
        assertThat(unsigned.code()).isEqualTo("answer_invalid");
        assertThat(unsigned).hasMessageContaining("without a signature for channel private-a");
        app.close();
        CarillonException away = failure(authorize("private-a"));
        assertThat(away.code()).isEqualTo("unreachable");
        assertThat(away).hasMessageContaining(app.url());
    }

    @Test
    void an_address_that_is_none_is_refused_at_once() {
        assertThatThrownBy(() -> HttpAuthorizer.at("/pusher/auth"))
                .isInstanceOfSatisfying(
                        InvalidValueException.class, e -> assertThat(e.code()).isEqualTo("server_invalid"));
        assertThatThrownBy(() -> BatchHttpAuthorizer.at("ftp://example.com")).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void what_is_wanted_at_the_same_time_is_asked_for_once() throws Exception {
        BatchHttpAuthorizer batch = batch().params(() -> Map.of("tenant", "7"));
        CompletableFuture<ChannelGrant> foobar = batch.authorize(SOCKET, ChannelName.of("private-foobar"));
        CompletableFuture<ChannelGrant> secret = batch.authorize(SOCKET, ChannelName.of("private-secret"));
        CompletableFuture<ChannelGrant> room = batch.authorize(SOCKET, ChannelName.of("presence-room"));
        CompletableFuture<UserGrant> user = batch.authenticate(SOCKET);
        String asked =
                "{\"tenant\":\"7\",\"socket_id\":\"1234.1234\",\"channels\":[\"private-foobar\",\"private-secret\",\"presence-room\"],\"sign_in\":true}";
        app.answers(
                200,
                new BatchAuthorizer(signer)
                        .answer(
                                asked,
                                User.of("12345"),
                                channel -> !channel.value().endsWith("secret")));
        assertThat(app.requests()).isEmpty();

        windows.remove().run();

        assertThat(answer(foobar).auth()).endsWith("58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4");
        assertThat(answer(room).channelData()).isEqualTo("{\"user_id\":\"12345\"}");
        assertThat(answer(user).userData()).isEqualTo("{\"id\":\"12345\"}");
        CarillonException refused = failure(secret);
        assertThat(refused.code()).isEqualTo("channel_not_allowed");
        assertThat(refused.retriable()).isFalse();
        assertThat(app.requests()).extracting(Request::body).containsExactly(asked);
        assertThat(app.requests().get(0).header("Content-Type")).isEqualTo("application/json");
        assertThat(windows).isEmpty();
    }

    @Test
    void each_socket_has_a_request_of_its_own_and_no_request_names_more_than_a_hundred_channels() throws Exception {
        BatchHttpAuthorizer batch = batch();
        var wanted = new ArrayList<CompletableFuture<ChannelGrant>>();
        for (int i = 0; i < 101; i++) {
            wanted.add(batch.authorize(SOCKET, ChannelName.of("private-" + i)));
        }
        wanted.add(batch.authorize(SocketId.of("5.6"), ChannelName.of("private-0")));
        assertThat(windows).hasSize(1);
        windows.remove().run();

        for (CompletableFuture<ChannelGrant> each : wanted) {
            assertThat(failure(each).code()).isEqualTo("answer_invalid");
        }
        assertThat(app.requests())
                .extracting(request -> Json.read(request.body()).text("socket_id") + " "
                        + Json.read(request.body()).require("channels").items().size())
                .containsExactlyInAnyOrder("1234.1234 100", "1234.1234 1", "5.6 1");
    }

    @Test
    void a_request_that_fails_fails_for_all_and_the_next_one_is_another() throws Exception {
        app.answers(503, "later");
        BatchHttpAuthorizer batch = batch();
        CompletableFuture<ChannelGrant> first = batch.authorize(SOCKET, ChannelName.of("private-foobar"));
        CompletableFuture<UserGrant> user = batch.authenticate(SOCKET);
        windows.remove().run();
        assertThat(failure(first).code()).isEqualTo("http_503");
        assertThat(failure(user).retriable()).isTrue();

        app.answers(
                200,
                "{\"channels\":{\"private-foobar\":{\"auth\":\"KEY:SIG\",\"shared_secret\":\"ap0jOBKKhaFbSiPQG4tTp/a8PR4e6GCmNGtcb+SOLTE=\"}}}");
        CompletableFuture<ChannelGrant> again = batch.authorize(SOCKET, ChannelName.of("private-foobar"));
        windows.remove().run();

        assertThat(Objects.requireNonNull(answer(again).sharedSecret()).base64())
                .isEqualTo("ap0jOBKKhaFbSiPQG4tTp/a8PR4e6GCmNGtcb+SOLTE=");
    }

    private BatchHttpAuthorizer batch() {
        return new BatchHttpAuthorizer(Endpoint.at(app.url() + "/auth"), windows::add);
    }

    private CompletableFuture<ChannelGrant> authorize(String channel) {
        return HttpAuthorizer.at(app.url() + "/auth").authorize(SOCKET, ChannelName.of(channel));
    }

    private static <T> T answer(CompletableFuture<T> future) throws Exception {
        return future.get(15, TimeUnit.SECONDS);
    }

    private static CarillonException failure(CompletableFuture<?> future) {
        try {
            throw new AssertionError("It came to " + future.get(15, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return (CarillonException) Objects.requireNonNull(e.getCause());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
