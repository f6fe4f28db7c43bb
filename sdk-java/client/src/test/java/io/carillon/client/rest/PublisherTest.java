package io.carillon.client.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.client.CarillonException;
import io.carillon.client.cipher.MasterKey;
import io.carillon.client.cipher.MirrorCipher;
import io.carillon.client.cipher.SharedSecret;
import io.carillon.client.http.ScriptedHttp;
import io.carillon.client.http.ScriptedHttp.Request;
import io.carillon.client.json.Json;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.UserId;
import io.carillon.protocol.signature.RequestSignature;
import io.carillon.protocol.signature.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublisherTest {

    private static final Secret SECRET = Secret.of("7ad3773142a6692b25b8");

    private final ScriptedHttp server = new ScriptedHttp();
    private final Publisher publisher = signed().build();

    @AfterEach
    void close() {
        publisher.close();
        server.close();
    }

    @Test
    void an_event_is_posted_and_signed() {
        publisher.trigger(Event.on("chat-1", "message", Map.of("text", "Grüße")).except("1.2"));

        Request request = server.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri().getPath()).isEqualTo("/apps/1000/events");
        assertThat(isSigned(request)).isTrue();
        Json body = Json.read(request.body());
        assertThat(body.text("name")).isEqualTo("message");
        assertThat(body.text("data")).isEqualTo("{\"text\":\"Grüße\"}");
        assertThat(body.text("socket_id")).isEqualTo("1.2");
        assertThat(body.require("channels").source()).isEqualTo("[\"chat-1\"]");
        assertThat(body.text("idempotency_key")).hasSize(36);
    }

    @Test
    void a_batch_is_one_request() {
        publisher.triggerBatch(List.of(Event.on("a", "x", "1"), Event.on("b", "y", "2")));

        Request request = server.requests().get(0);
        assertThat(server.requests()).hasSize(1);
        assertThat(request.uri().getPath()).isEqualTo("/apps/1000/batch_events");
        assertThat(Json.read(request.body()).require("batch").items())
                .extracting(event -> event.text("channel") + " " + event.text("name"))
                .containsExactly("a x", "b y");
    }

    @Test
    void what_goes_to_an_encrypted_channel_is_sealed_once_for_all_attempts() {
        server.answers(503, "{\"error\":\"later\"}", "Retry-After", "0");
        String master = "zGvjLkHVcPV0NIa40Gi3bHUkEJtZIxtv8PCmUB/VLt8=";
        try (Publisher sealing = signed().encryption(master, new MirrorCipher()).build()) {
            sealing.trigger("private-encrypted-a", "x", "secret");
            sealing.triggerBatch(List.of(Event.on("private-encrypted-a", "y", "in a batch"), Event.on("a", "x", "1")));
        }

        List<Request> requests = server.requests();
        assertThat(requests).extracting(Request::body).noneMatch(body -> body.contains("secret"));
        assertThat(requests.get(0).body()).isEqualTo(requests.get(1).body());
        SharedSecret secret = MasterKey.ofBase64(master).of(ChannelName.of("private-encrypted-a"));
        assertThat(secret.open(
                        new MirrorCipher(),
                        Objects.requireNonNull(Json.read(requests.get(0).body()).text("data"))))
                .isEqualTo("secret");
        List<Json> batch = Json.read(requests.get(2).body()).require("batch").items();
        assertThat(secret.open(
                        new MirrorCipher(), Objects.requireNonNull(batch.get(0).text("data"))))
                .isEqualTo("in a batch");
        assertThat(batch.get(1).text("data")).isEqualTo("1");
    }

    @Test
    void without_a_master_key_nothing_goes_to_an_encrypted_channel() {
        assertThatThrownBy(() -> publisher.trigger("private-encrypted-a", "x", "1"))
                .isInstanceOfSatisfying(
                        InvalidValueException.class, e -> assertThat(e.code()).isEqualTo("channel_encrypted"))
                .hasMessageContaining("carillon-client-encryption");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void what_is_asked_about_an_events_channels_is_told() {
        server.answers(
                200,
                "{\"channels\":{\"presence-a\":{\"user_count\":1,\"subscription_count\":3},\"b\":{\"subscription_count\":0}}}");

        Map<ChannelName, ChannelInfo> told = publisher.triggerWithInfo(
                Event.on("presence-a", "x", "1").alsoOn("b"), Info.USER_COUNT, Info.SUBSCRIPTION_COUNT);

        assertThat(Json.read(server.requests().get(0).body()).text("info")).isEqualTo("user_count,subscription_count");
        assertThat(told)
                .containsExactly(
                        Map.entry(ChannelName.of("presence-a"), new ChannelInfo(null, 1, 3, null)),
                        Map.entry(ChannelName.of("b"), new ChannelInfo(null, null, 0, null)));
        assertThat(publisher.triggerWithInfo(Event.on("b", "x", "1"))).isEmpty();
        assertThat(Json.read(server.requests().get(1).body()).get("info")).isNull();
    }

    @Test
    void channels_are_listed_with_what_is_asked_about_them() {
        server.answers(200, "{\"channels\":{\"presence-a;b,c=@\":{\"user_count\":2}}}");
        server.answers(200, "{\"channels\":{}}");

        assertThat(publisher.channels().list("presence-a;b", Info.USER_COUNT))
                .containsExactly(Map.entry(ChannelName.of("presence-a;b,c=@"), new ChannelInfo(null, 2, null, null)));
        assertThat(publisher.channels().list("")).isEmpty();

        Request request = server.requests().get(0);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.uri().getPath()).isEqualTo("/apps/1000/channels");
        assertThat(request.uri().getQuery()).contains("filter_by_prefix=presence-a;b", "info=user_count");
        assertThat(server.requests()).allMatch(PublisherTest::isSigned);
    }

    @Test
    void a_channel_is_looked_at_and_its_users_are_read() {
        server.answers(
                200, "{\"occupied\":true,\"subscription_count\":2,\"cache\":{\"data\":\"{\\\"p\\\":7}\",\"ttl\":60}}");
        server.answers(200, "{\"occupied\":false,\"cache\":null}");
        server.answers(200, "{\"users\":[{\"id\":\"1\"},{\"id\":\"ann\"}]}");

        assertThat(publisher.channels().info("cache-a;b", Info.SUBSCRIPTION_COUNT, Info.CACHE))
                .isEqualTo(new ChannelInfo(true, null, 2, new ChannelInfo.Cached("{\"p\":7}", 60)));
        assertThat(publisher.channels().info("cache-b")).isEqualTo(new ChannelInfo(false, null, null, null));
        assertThat(publisher.channels().users("presence-a")).containsExactly(UserId.of("1"), UserId.of("ann"));

        assertThat(server.requests())
                .extracting(request -> request.uri().getPath())
                .containsExactly(
                        "/apps/1000/channels/cache-a;b",
                        "/apps/1000/channels/cache-b",
                        "/apps/1000/channels/presence-a/users");
        assertThat(server.requests()).allMatch(PublisherTest::isSigned);
    }

    @Test
    void reading_is_tried_again_and_what_cannot_be_read_is_told() {
        server.answers(503, "{\"error\":\"later\"}");
        server.answers(200, "{\"channels\":[]}");

        assertThat(publisher.channels().list("")).isEmpty();
        assertThat(server.requests()).hasSize(2);
        assertThat(failure(() -> publisher.channels().users("presence-a")).code())
                .isEqualTo("answer_invalid");
    }

    @Test
    void the_connections_of_a_user_are_ended() {
        publisher.terminateUserConnections("auth0|7 a+b");

        Request request = server.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri().getRawPath()).isEqualTo("/apps/1000/users/auth0%7C7%20a%2Bb/terminate_connections");
        assertThat(isSigned(request)).isTrue();
    }

    @Test
    void a_server_token_reads_too() {
        server.answers(200, "{\"channels\":{}}");
        try (Publisher bearer = Publisher.builder()
                .server(server.url())
                .app("1000", "token-of-the-app")
                .build()) {
            bearer.channels().list("presence-", Info.USER_COUNT, Info.SUBSCRIPTION_COUNT);
        }

        Request request = server.requests().get(0);
        assertThat(request.uri())
                .isEqualTo(URI.create(
                        "/apps/1000/channels?filter_by_prefix=presence-&info=user_count%2Csubscription_count"));
        assertThat(request.header("Authorization")).isEqualTo("Bearer token-of-the-app");
    }

    @Test
    void a_user_is_reached_by_the_users_channel() {
        publisher.sendToUser("auth0|7", "note", "hi");

        assertThat(Json.read(server.requests().get(0).body())
                        .require("channels")
                        .source())
                .isEqualTo("[\"#server-to-user-auth0|7\"]");
    }

    @Test
    void a_server_token_stands_in_the_header_and_nothing_is_signed() {
        try (Publisher bearer = Publisher.builder()
                .server(server.url() + "/proxied/")
                .app("1000", "token-of-the-app")
                .build()) {
            bearer.trigger("a", "x", "1");
        }

        Request request = server.requests().get(0);
        assertThat(request.uri()).isEqualTo(URI.create("/proxied/apps/1000/events"));
        assertThat(request.header("Authorization")).isEqualTo("Bearer token-of-the-app");
    }

    @Test
    void what_may_be_lost_is_sent_again_with_the_same_key_and_a_signature_of_its_own() {
        server.answers(
                503, "{\"error\":\"later\",\"code\":503,\"id\":\"temporarily_unavailable\"}", "Retry-After", "0");
        server.answers(0, "");

        publisher.trigger("a", "x", "1");

        List<Request> requests = server.requests();
        assertThat(requests).hasSize(3).allMatch(PublisherTest::isSigned);
        assertThat(requests)
                .extracting(Request::body)
                .containsOnly(requests.get(0).body());
    }

    @Test
    void a_refusal_has_the_servers_code_and_words() {
        server.answers(
                401,
                "{\"error\":\"Wrong key.\",\"code\":401,\"id\":\"auth_key_unknown\",\"docs\":\"/docs/errors#auth_key_unknown\"}");

        CarillonException refused = failure(() -> publisher.trigger("a", "x", "1"));

        assertThat(refused.code()).isEqualTo("auth_key_unknown");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused).hasMessage("Wrong key.");
        assertThat(refused.docs()).contains(URI.create(server.url() + "/docs/errors#auth_key_unknown"));
        assertThat(refused.retriable()).isFalse();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_refusal_in_plain_text_is_shown_without_the_signature() {
        server.answers(404, "No such thing");

        CarillonException refused = failure(() -> publisher.trigger("a", "x", "1"));

        assertThat(refused.code()).isEqualTo("http_404");
        assertThat(refused).hasMessage("404 came from " + server.url() + "/apps/1000/events: No such thing");
    }

    @Test
    void success_that_is_no_json_comes_from_somebody_else() {
        server.answers(200, "<html>Welcome</html>");

        assertThat(failure(() -> publisher.trigger("a", "x", "1")).code()).isEqualTo("answer_invalid");
    }

    @Test
    void a_server_that_is_away_is_named() {
        String url = server.url();
        server.close();

        CarillonException refused = failure(() -> publisher.trigger("a", "x", "1"));

        assertThat(refused.code()).isEqualTo("unreachable");
        assertThat(refused.retriable()).isTrue();
        assertThat(refused).hasMessageContaining(url);
    }

    @Test
    void the_events_of_a_channel_arrive_in_their_order() {
        var sent = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 100; i++) {
            sent.add(publisher.triggerAsync(Event.on("a", "x", Integer.toString(i))));
            sent.add(publisher.triggerAsync(Event.on("b" + i, "x", "other")));
        }
        sent.forEach(CompletableFuture::join);

        assertThat(server.requests().stream()
                        .map(request -> Json.read(request.body()).text("data"))
                        .filter(data -> !data.equals("other"))
                        .map(Integer::valueOf))
                .hasSize(100)
                .isSorted();
    }

    @Test
    void who_triggers_after_closing_is_told() {
        publisher.close();

        assertThatThrownBy(() -> publisher.triggerAsync(Event.on("a", "x", "1")).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(CarillonException.class);
        assertThat(failure(() -> publisher.trigger("a", "x", "1")).code()).isEqualTo("closed");
    }

    @Test
    void who_reads_or_ends_connections_while_it_is_closed_is_told() {
        server.answers(429, "", "Retry-After", "1");
        server.answers(429, "", "Retry-After", "1");
        CompletableFuture<?> reading = publisher.channels().listAsync("");
        CompletableFuture<?> ending = publisher.terminateUserConnectionsAsync("7");

        publisher.close();

        assertThat(failure(() -> Publisher.await(reading)).code()).isEqualTo("closed");
        assertThat(failure(() -> Publisher.await(ending)).code()).isEqualTo("closed");
    }

    @Test
    void closing_waits_for_what_was_taken() {
        CompletableFuture<Void> last = publisher.triggerAsync(Event.on("a", "x", "1"));

        publisher.close();

        assertThat(last).isCompleted();
    }

    @Test
    void values_that_cannot_be_are_refused_at_once() {
        assertThatThrownBy(() -> publisher.trigger("a b", "x", "1")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> publisher.triggerBatch(List.of())).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() ->
                        publisher.triggerBatch(List.of(Event.on("a", "x", "").alsoOn("b"))))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Publisher.builder().server("ftp://example.com"))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Publisher.builder().server("127.0.0.1:6001"))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Publisher.builder().build()).isInstanceOf(IllegalStateException.class);
        assertThat(server.requests()).isEmpty();
    }

    private PublisherBuilder signed() {
        return Publisher.builder()
                .server(server.url())
                .app("1000", "278d425bdf160c739803", SECRET.reveal())
                .retry(new RetryPolicy(4, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(1)));
    }

    private static boolean isSigned(Request request) {
        var signature = RequestSignature.parse(request.uri().getRawQuery());
        return signature.isBy(SECRET, request.method(), request.uri().getRawPath())
                && signature.covers(request.body().getBytes(StandardCharsets.UTF_8));
    }

    private static CarillonException failure(ThrowingCallable action) {
        return catchThrowableOfType(CarillonException.class, action);
    }
}
