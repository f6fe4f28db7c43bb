package io.carillon.client.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.cipher.ChannelCipher;
import io.carillon.client.cipher.MirrorCipher;
import io.carillon.client.cipher.SharedSecret;
import io.carillon.client.json.JsonWriter;
import io.carillon.client.time.Backoff;
import io.carillon.client.time.HandLoop;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The client with a clock in hand and a server that says what the test wants. */
@SuppressWarnings("FutureReturnValueIgnored")
class EngineTest {

    private static final String OK =
            "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"%s\",\"data\":\"{}\"}";

    private final HandLoop loop = new HandLoop();
    private Executor given = loop;
    private final ScriptedServer server = new ScriptedServer();
    private final List<String> told = new ArrayList<>();
    private final List<CompletableFuture<String>> fetches = new ArrayList<>();
    private final List<CompletableFuture<ChannelGrant>> asked = new ArrayList<>();
    private @Nullable ChannelCipher cipher;
    private Engine engine = engine(null, null, null);

    @Test
    void it_connects_and_says_what_it_is() {
        CompletableFuture<SocketId> connected = connect();

        assertThat(server.uri()).isEqualTo(URI.create("ws://example.com/app/KEY?protocol=7"));
        assertThat(connected).isNotDone();
        server.greets("1.2");
        loop.turn();
        assertThat(connected).isCompletedWithValue(SocketId.of("1.2"));
        assertThat(told).containsExactly("CONNECTING", "CONNECTED");
    }

    @Test
    void a_server_that_cannot_be_reached_is_tried_again_with_growing_pauses() {
        server.accepts(false);
        connect();
        for (int failures = 1; failures <= 8; failures++) {
            assertThat(server.handshakes).hasSize(failures);
            assertThat(engine.state()).isEqualTo(ConnectionState.UNAVAILABLE);
            Duration pause = loop.untilNext();
            assertThat(pause).isBetween(Duration.ZERO, Duration.ofSeconds(Math.min(30, 1L << (failures - 1))));
            loop.advance(pause);
        }
        assertThat(told).contains("unreachable 0 true");
        server.accepts(true);
        loop.advance(Duration.ofSeconds(30));
        server.greets("1.2");
        loop.turn();
        assertThat(engine.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void a_server_that_does_not_greet_is_left() {
        connect();

        loop.advance(Duration.ofSeconds(10));

        assertThat(server.ending()).isEqualTo("aborted");
        assertThat(told).containsExactly("CONNECTING", "UNAVAILABLE", "timeout 0 true");
    }

    @Test
    void a_refusal_for_good_is_told_and_nothing_is_tried() {
        CompletableFuture<SocketId> connected = connect();
        server.says(
                "{\"event\":\"pusher:error\",\"data\":{\"code\":4001,\"message\":\"No such key\",\"reason\":\"key_unknown\"}}");
        server.closes(4001, "No such key");
        loop.turn();

        assertThat(told).containsExactly("CONNECTING", "DISCONNECTED", "key_unknown 4001 false");
        assertThat(connected
                        .handle((id, failure) ->
                                ((CarillonException) failure).docs().orElseThrow())
                        .join())
                .isEqualTo(URI.create("http://example.com/docs/errors#key_unknown"));
        assertThat(loop.waiting()).isZero();
        connect();
        assertThat(server.handshakes).hasSize(2);
    }

    @Test
    void a_node_that_restarts_sends_the_client_back_at_once_but_only_once() {
        connected("1.2");
        loop.advance(Duration.ofSeconds(11));
        server.closes(4200, "Please reconnect immediately");
        loop.advance(Duration.ZERO);
        assertThat(server.handshakes).hasSize(2);

        server.greets("1.3");
        server.closes(4200, "Please reconnect immediately");
        loop.turn();
        assertThat(server.handshakes).hasSize(2);
        assertThat(loop.untilNext()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(2));
    }

    @Test
    void every_close_code_has_its_reaction() {
        for (int code : new int[] {1001, 1006, 1011, 4100, 4110, 4301}) {
            engine = engine(null, null, null);
            connected("1.2");
            server.closes(code, "");
            loop.turn();
            assertThat(engine.state()).as("%d", code).isEqualTo(ConnectionState.UNAVAILABLE);
        }
        for (int code : new int[] {4000, 4003, 4004, 4009, 4010}) {
            engine = engine(null, null, null);
            connected("1.2");
            server.closes(code, "");
            loop.turn();
            assertThat(engine.state()).as("%d", code).isEqualTo(ConnectionState.DISCONNECTED);
        }
    }

    @Test
    void silence_is_answered_with_a_ping_and_more_silence_with_leaving() {
        connected("1.2");
        loop.advance(Duration.ofSeconds(30));
        server.pings();
        loop.advance(Duration.ofSeconds(59));
        assertThat(server.heard).isEmpty();
        loop.advance(Duration.ofSeconds(1));
        assertThat(server.heard).containsExactly("{\"event\":\"pusher:ping\",\"data\":{}}");
        server.says("{\"event\":\"pusher:pong\",\"data\":\"{}\"}");
        loop.advance(Duration.ofSeconds(89));
        assertThat(server.heard).hasSize(2);
        assertThat(server.handshakes).hasSize(1);

        loop.advance(Duration.ofSeconds(1));

        assertThat(server.handshakes).hasSize(2);
        assertThat(told).contains("connection_lost 0 true");
    }

    @Test
    void subscriptions_are_remembered_and_events_heard_again() {
        Channel news = subscribe("news");
        news.bind("headline", event -> told.add("heard " + event.data()));
        connected("1.2");
        assertThat(server.heard).containsExactly("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"news\"}}");
        server.says(OK.formatted("news"));
        server.says("{\"event\":\"headline\",\"channel\":\"news\",\"data\":\"1\"}");
        server.says("{\"event\":\"other\",\"channel\":\"news\",\"data\":\"2\"}");
        server.breaks();
        loop.turn();
        assertThat(news.isSubscribed()).isFalse();

        loop.advance(Duration.ofSeconds(2));
        server.greets("1.3");
        loop.turn();
        assertThat(server.heard).containsExactly("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"news\"}}");
        server.says(OK.formatted("news"));
        server.says("{\"event\":\"headline\",\"channel\":\"news\",\"data\":\"3\"}");
        loop.turn();

        assertThat(news.whenSubscribed()).isCompleted();
        assertThat(told).filteredOn(line -> line.startsWith("heard")).containsExactly("heard 1", "heard 3");
    }

    @Test
    void what_an_older_socket_still_says_is_not_heard() {
        subscribe("news").bindGlobal(event -> told.add("heard " + event.event()));
        connected("1.2");
        server.says(OK.formatted("news"));
        server.breaks();
        server.says("{\"event\":\"late\",\"channel\":\"news\",\"data\":\"1\"}");
        server.closes(4001, "late");
        loop.turn();

        assertThat(told).contains("heard pusher:subscription_succeeded").doesNotContain("heard late");
        assertThat(engine.state()).isEqualTo(ConnectionState.UNAVAILABLE);
    }

    @Test
    void the_last_of_subscribing_and_unsubscribing_wins() {
        connected("1.2");
        subscribe("news").unsubscribe();
        loop.turn();
        Channel again = subscribe("news");

        assertThat(server.heard)
                .containsExactly(
                        "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"news\"}}",
                        "{\"event\":\"pusher:unsubscribe\",\"data\":{\"channel\":\"news\"}}",
                        "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"news\"}}");
        server.says(OK.formatted("news"));
        loop.turn();
        assertThat(again.isSubscribed()).isTrue();
    }

    @Test
    void who_subscribes_twice_is_subscribed_once() {
        connected("1.2");
        Channel news = subscribe("news");
        assertThat(subscribe("news")).isSameAs(news);
        assertThat(server.heard).hasSize(1);
    }

    @Test
    void what_was_not_asked_for_yet_is_not_taken_back() {
        engine = engine(null, this::authorize, null);
        connected("1.2");
        Channel chat = subscribe("private-chat");
        chat.unsubscribe();
        asked.get(0).complete(new ChannelGrant("KEY:SIG", null));
        loop.turn();

        assertThat(server.heard).isEmpty();
        assertThat(codeOf(chat.whenSubscribed())).isEqualTo("unsubscribed");
    }

    @Test
    void who_waits_when_the_client_is_closed_is_told() {
        Channel news = subscribe("news");
        CompletableFuture<SocketId> connected = connect();
        var signedIn = new CompletableFuture<UserId>();
        engine.signin(signedIn);
        engine.close();
        loop.turn();

        assertThat(codeOf(news.whenSubscribed())).isEqualTo("closed");
        assertThat(codeOf(connected)).isEqualTo("closed");
        assertThat(signedIn).isCompletedExceptionally();
        assertThat(codeOf(subscribe("late").whenSubscribed())).isEqualTo("closed");
        assertThat(loop.waiting()).isZero();
    }

    @Test
    void what_was_queued_before_the_client_closed_and_runs_after_it_is_told() {
        Channel chat = subscribe("private-chat");
        Channel late = engine.subscriptions.subscribe(ChannelName.of("late"), Runnable::run);
        late.onError(why -> told.add("late " + why.code()));
        CompletableFuture<Void> sent = chat.trigger("client-x", "{}");
        engine.close();
        loop.turn();

        assertThat(codeOf(late.whenSubscribed())).isEqualTo("closed");
        assertThat(codeOf(sent)).isEqualTo("closed");
        assertThat(told).containsOnlyOnce("late closed");
    }

    @Test
    void what_is_given_to_a_loop_that_closes_in_that_moment_is_told() {
        Channel chat = subscribe("private-chat");
        closesWhenGiven();
        CompletableFuture<Void> sent = chat.trigger("client-x", "{}");
        given = loop;
        engine = engine(null, null, null);
        closesWhenGiven();
        Channel late = engine.subscriptions.subscribe(ChannelName.of("late"), Runnable::run);

        assertThat(codeOf(sent)).isEqualTo("closed");
        assertThat(codeOf(late.whenSubscribed())).isEqualTo("closed");
    }

    @Test
    void a_channel_is_authorized_for_each_socket_and_what_comes_too_late_is_not_sent() {
        engine = engine(null, this::authorize, null);
        Channel chat = subscribe("private-chat");
        connected("1.2");
        assertThat(told).contains("authorize 1.2 private-chat");
        server.breaks();
        loop.advance(Duration.ofSeconds(2));
        server.greets("1.3");
        loop.turn();
        asked.get(0).complete(new ChannelGrant("KEY:OLD", null));
        asked.get(1).complete(new ChannelGrant("KEY:NEW", null));
        loop.turn();

        assertThat(server.heard)
                .containsExactly(
                        "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"private-chat\",\"auth\":\"KEY:NEW\"}}");
        server.says(OK.formatted("private-chat"));
        loop.turn();
        chat.trigger("client-typing", "{}");
        loop.turn();
        assertThat(server.heard).endsWith("{\"event\":\"client-typing\",\"channel\":\"private-chat\",\"data\":\"{}\"}");
    }

    @Test
    void a_refused_subscription_is_told_once_and_tried_on_the_next_socket() {
        engine = engine(null, this::authorize, null);
        Channel chat = subscribe("private-chat");
        chat.onError(why -> told.add("channel " + why.code() + " " + why.status()));
        connected("1.2");
        asked.get(0).complete(new ChannelGrant("KEY:WRONG", null));
        loop.turn();
        server.says(
                "{\"event\":\"pusher:subscription_error\",\"channel\":\"private-chat\",\"data\":\"{\\\"type\\\":\\\"AuthError\\\",\\\"error\\\":\\\"no\\\",\\\"status\\\":401,\\\"reason\\\":\\\"signature_invalid\\\"}\"}");
        server.says(
                "{\"event\":\"pusher:error\",\"data\":{\"code\":4009,\"message\":\"no\"},\"channel\":\"private-chat\"}");
        loop.turn();

        assertThat(told)
                .containsExactly(
                        "CONNECTING", "CONNECTED", "authorize 1.2 private-chat", "channel signature_invalid 401");
        assertThat(chat.whenSubscribed()).isCompletedExceptionally();
        server.breaks();
        loop.advance(Duration.ofSeconds(2));
        server.greets("1.3");
        loop.turn();
        assertThat(asked).hasSize(2);
        assertThat(chat.whenSubscribed()).isNotDone();
    }

    @Test
    void what_the_apps_endpoint_cannot_do_now_is_asked_for_again_and_what_it_refuses_is_not() {
        engine = engine(null, this::authorize, null);
        subscribe("private-chat");
        connected("1.2");
        asked.get(0).completeExceptionally(ClientError.UNREACHABLE.because("app away"));
        loop.advance(Duration.ofSeconds(1));
        assertThat(asked).hasSize(2);

        asked.get(1).completeExceptionally(new IllegalStateException("no"));
        loop.advance(Duration.ofMinutes(1));
        assertThat(asked).hasSize(2);
    }

    @Test
    void what_the_server_cannot_do_now_is_asked_for_again() {
        subscribe("news");
        connected("1.2");
        server.says(
                "{\"event\":\"pusher:subscription_error\",\"channel\":\"news\",\"data\":\"{\\\"type\\\":\\\"TemporarilyUnavailable\\\",\\\"error\\\":\\\"later\\\",\\\"status\\\":503}\"}");
        loop.advance(Duration.ofSeconds(1));

        assertThat(server.heard).hasSize(2);
    }

    @Test
    void what_comes_on_an_encrypted_channel_is_opened_and_nothing_is_heard_that_was_not() {
        Channel room = encrypted();
        server.says(sealed("one", "1"));
        server.says(sealed("other", "2"));
        server.says(sealed("one", "3"));
        server.says("{\"event\":\"note\",\"channel\":\"private-encrypted-room\",\"data\":\"not sealed\"}");
        loop.turn();
        assertThat(server.heard)
                .as("the secret stays here")
                .containsExactly(
                        "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"private-encrypted-room\",\"auth\":\"KEY:SIG\"}}");
        assertThat(heard()).containsExactly("heard 1");
        assertThat(asked).as("asked for the key again, once for all").hasSize(2);
        asked.get(1).complete(grant("one"));
        loop.turn();

        assertThat(heard())
                .containsExactly("heard 1", "failed decryption_failed", "heard 3", "failed decryption_failed");
        assertThat(room.isSubscribed()).isTrue();
    }

    @Test
    void a_channel_whose_key_was_changed_is_read_on_in_order() {
        encrypted();
        server.says(sealed("two", "1"));
        server.says(sealed("two", "2"));
        loop.turn();
        asked.get(1).complete(grant("two"));
        loop.turn();
        server.says(sealed("two", "3"));
        loop.turn();

        assertThat(heard()).containsExactly("heard 1", "heard 2", "heard 3");
        assertThat(asked).hasSize(2);
    }

    @Test
    void the_app_that_cannot_be_asked_for_a_key_costs_the_events_and_not_the_channel() {
        encrypted();
        server.says(sealed("two", "1"));
        loop.turn();
        asked.get(1).completeExceptionally(new IllegalStateException("app away"));
        loop.turn();
        server.says(sealed("one", "2"));
        loop.turn();

        assertThat(heard()).containsExactly("failed decryption_failed", "heard 2");
    }

    @Test
    void an_app_that_does_not_answer_has_a_thousand_events_kept_for_it_and_no_more() {
        encrypted();
        for (int i = 0; i <= 1000; i++) {
            server.says(sealed("two", Integer.toString(i)));
        }
        loop.turn();
        assertThat(heard()).containsExactly("failed decryption_failed");
        asked.get(1).complete(grant("two"));
        loop.turn();

        assertThat(heard())
                .hasSize(1001)
                .startsWith("failed decryption_failed", "heard 0")
                .endsWith("heard 999");
    }

    @Test
    void a_key_that_comes_for_an_older_socket_opens_nothing() {
        encrypted();
        server.says(sealed("two", "1"));
        server.breaks();
        loop.advance(Duration.ofSeconds(2));
        server.greets("1.3");
        loop.turn();
        asked.get(1).complete(grant("two"));
        loop.turn();

        assertThat(heard()).isEmpty();
    }

    @Test
    void an_encrypted_channel_needs_its_key_and_what_opens_it() {
        assertThatThrownBy(() -> subscribe("private-encrypted-room"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("carillon-client-encryption");
        cipher = new MirrorCipher();
        engine = engine(null, this::authorize, null);
        Channel room = subscribe("private-encrypted-room");
        connected("1.2");
        asked.get(0).complete(new ChannelGrant("KEY:SIG", null));
        loop.turn();

        assertThat(codeOf(room.whenSubscribed())).isEqualTo("shared_secret_missing");
        assertThat(server.heard).isEmpty();
        assertThatThrownBy(() -> ChannelGrant.ofJson("{\"auth\":\"KEY:SIG\",\"shared_secret\":\"c2hvcnQ=\"}"))
                .isInstanceOfSatisfying(
                        CarillonException.class, e -> assertThat(e.code()).isEqualTo("shared_secret_invalid"));
    }

    @Test
    void without_an_authorizer_a_private_channel_says_what_is_missing() {
        Channel chat = subscribe("private-chat");
        connected("1.2");

        assertThat(chat.whenSubscribed()
                        .handle((done, failure) -> ((CarillonException) failure).code())
                        .join())
                .isEqualTo("authorizer_missing");
        assertThat(server.heard).isEmpty();
    }

    @Test
    void members_come_and_go() {
        engine = engine(null, this::authorize, null);
        var room = (PresenceChannel) subscribe("presence-room");
        room.onMemberAdded(member -> told.add("+" + member.id()));
        room.onMemberRemoved(member -> told.add("-" + member.id() + member.info()));
        connected("1.2");
        asked.get(0).complete(new ChannelGrant("KEY:SIG", "{\"user_id\":\"1\"}"));
        loop.turn();
        server.says(
                "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"presence-room\",\"data\":\"{\\\"presence\\\":{\\\"count\\\":2,\\\"ids\\\":[\\\"1\\\",\\\"2\\\"],\\\"hash\\\":{\\\"1\\\":{},\\\"2\\\":{\\\"n\\\": 1.0}}}}\"}");
        server.says(
                "{\"event\":\"pusher_internal:member_added\",\"channel\":\"presence-room\",\"data\":\"{\\\"user_id\\\":\\\"3\\\",\\\"user_info\\\":{}}\"}");
        server.says(
                "{\"event\":\"pusher_internal:member_added\",\"channel\":\"presence-room\",\"data\":\"{\\\"user_id\\\":\\\"3\\\",\\\"user_info\\\":{}}\"}");
        server.says(
                "{\"event\":\"pusher_internal:member_removed\",\"channel\":\"presence-room\",\"data\":\"{\\\"user_id\\\":\\\"2\\\"}\"}");
        server.says(
                "{\"event\":\"pusher_internal:member_removed\",\"channel\":\"presence-room\",\"data\":\"{\\\"user_id\\\":\\\"9\\\"}\"}");
        loop.turn();

        assertThat(room.members()).containsExactly(Member.of("1"), Member.of("3"));
        assertThat(room.me()).contains(Member.of("1"));
        assertThat(told).endsWith("+3", "-2{\"n\": 1.0}");
        server.breaks();
        loop.turn();
        assertThat(room.members()).isEmpty();
    }

    @Test
    void a_client_signs_in_on_every_socket_and_hears_what_is_sent_to_its_user() {
        engine = engine(
                null,
                null,
                socket -> CompletableFuture.completedFuture(new UserGrant("KEY:" + socket, "{\"id\":\"7\"}")));
        engine.user.bind("note", event -> told.add("note " + event.data()));
        engine.user.onWatchlist(change -> told.add("online " + change.online() + " offline " + change.offline()));
        var signedIn = new CompletableFuture<UserId>();
        engine.signin(signedIn);
        connected("1.2");
        assertThat(server.heard)
                .containsExactly(
                        "{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"KEY:1.2\",\"user_data\":\"{\\\"id\\\":\\\"7\\\"}\"}}");
        server.says(
                "{\"event\":\"pusher:signin_success\",\"data\":\"{\\\"user_data\\\":\\\"{\\\\\\\"id\\\\\\\":\\\\\\\"7\\\\\\\"}\\\"}\"}");
        server.says("{\"event\":\"note\",\"channel\":\"#server-to-user-7\",\"data\":\"hi\"}");
        server.says(
                "{\"event\":\"pusher_internal:watchlist_events\",\"data\":\"{\\\"events\\\":[{\\\"name\\\":\\\"online\\\",\\\"user_ids\\\":[\\\"8\\\"]}]}\"}");
        loop.turn();

        assertThat(signedIn).isCompletedWithValue(UserId.of("7"));
        assertThat(engine.user.id()).contains(UserId.of("7"));
        assertThat(told).endsWith("note hi", "online [8] offline []");
        server.breaks();
        loop.turn();
        assertThat(engine.user.id()).isEmpty();
        loop.advance(Duration.ofSeconds(2));
        server.greets("1.3");
        loop.turn();
        assertThat(server.heard).anyMatch(message -> message.contains("KEY:1.3"));
    }

    @Test
    void a_refused_sign_in_is_the_callers_failure() {
        engine = engine(
                null, null, socket -> CompletableFuture.completedFuture(new UserGrant("KEY:X", "{\"id\":\"7\"}")));
        var signedIn = new CompletableFuture<UserId>();
        engine.signin(signedIn);
        connected("1.2");
        server.says(
                "{\"event\":\"pusher:error\",\"data\":{\"code\":4009,\"message\":\"no\",\"reason\":\"signature_invalid\"}}");
        loop.turn();

        assertThat(signedIn.handle((id, failure) -> ((CarillonException) failure).code())
                        .join())
                .isEqualTo("signature_invalid");
        assertThat(told).containsExactly("CONNECTING", "CONNECTED");
    }

    @Test
    void who_signs_in_by_a_token_asks_whose_it_is_and_hears_why_not() {
        CompletableFuture<UserId> signedIn = signingInByToken();
        assertThat(server.heard).containsExactly("{\"event\":\"carillon:token\",\"data\":{\"token\":\"jwt1\"}}");
        server.says(
                "{\"event\":\"carillon:token_accepted\",\"data\":\"{\\\"expires_at\\\":1790000000,\\\"user_id\\\":\\\"7\\\"}\"}");
        loop.turn();
        assertThat(server.heard)
                .endsWith(
                        "{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"jwt1\",\"user_data\":\"{\\\"id\\\":\\\"7\\\"}\"}}");
        server.says(
                "{\"event\":\"pusher:error\",\"data\":{\"code\":null,\"message\":\"Enable it.\",\"reason\":\"user_events_disabled\"}}");
        loop.turn();

        assertThat(codeOf(signedIn)).isEqualTo("user_events_disabled");
        assertThat(told).containsExactly("CONNECTING", "CONNECTED");
    }

    @Test
    void a_token_that_is_nobodys_signs_nobody_in() {
        CompletableFuture<UserId> signedIn = signingInByToken();
        server.says("{\"event\":\"carillon:token_accepted\",\"data\":\"{\\\"expires_at\\\":1790000000}\"}");
        loop.turn();

        assertThat(codeOf(signedIn)).isEqualTo("token_without_user");
        assertThat(server.heard).hasSize(1);
    }

    @Test
    void a_sign_in_that_is_told_twice_is_one() {
        CompletableFuture<UserId> signedIn = signingInByToken();
        for (int i = 0; i < 2; i++) {
            server.says(
                    "{\"event\":\"pusher:signin_success\",\"data\":\"{\\\"user_data\\\":\\\"{\\\\\\\"id\\\\\\\":\\\\\\\"7\\\\\\\"}\\\"}\"}");
            loop.turn();
        }

        assertThat(signedIn).isCompletedWithValue(UserId.of("7"));
        assertThat(server.heard)
                .filteredOn(message -> message.contains("#server-to-user-7"))
                .hasSize(1);
    }

    @Test
    void what_ends_the_connection_is_told_once() {
        connected("1.2");
        server.says("{\"event\":\"pusher:error\",\"data\":{\"code\":4003,\"message\":\"Application disabled\"}}");
        server.closes(4003, "Application disabled");
        loop.turn();

        assertThat(told).containsExactly("CONNECTING", "CONNECTED", "DISCONNECTED", "close_4003 4003 false");
    }

    @Test
    void a_token_is_shown_at_the_handshake_and_covers_channels() {
        engine = engine(this::fetch, null, null);
        subscribe("private-chat");
        connect();
        assertThat(server.handshakes).isEmpty();
        fetches.get(0).complete("jwt1");
        loop.turn();
        server.greets("1.2");
        loop.turn();

        assertThat(server.handshakes).containsExactly("jwt1");
        assertThat(server.heard)
                .containsExactly("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"private-chat\"}}");
    }

    @Test
    void a_token_is_refreshed_before_it_expires() {
        connectedWithToken();
        server.says(
                "{\"event\":\"carillon:token_expiring\",\"data\":\"{\\\"expires_at\\\":1790000000,\\\"seconds\\\":30}\"}");
        loop.turn();
        fetches.get(1).completeExceptionally(new IllegalStateException("app away"));
        loop.advance(Duration.ofSeconds(1));
        fetches.get(2).complete("jwt3");
        loop.turn();

        assertThat(told).contains("token_fetch_failed 0 true");
        assertThat(server.heard).containsExactly("{\"event\":\"carillon:token\",\"data\":{\"token\":\"jwt3\"}}");
        server.breaks();
        loop.advance(Duration.ofSeconds(2));
        assertThat(server.handshakes).containsExactly("jwt1", "jwt3");
    }

    @Test
    void an_ended_token_sends_the_client_for_a_new_one_at_once() {
        connectedWithToken();
        server.closes(4210, "ended");
        loop.advance(Duration.ZERO);
        assertThat(server.handshakes).hasSize(1);
        fetches.get(1).complete("jwt2");
        loop.turn();

        assertThat(server.handshakes).containsExactly("jwt1", "jwt2");
    }

    @Test
    void an_expired_token_sends_the_client_for_a_new_one_after_a_pause() {
        connectedWithToken();
        server.closes(4110, "expired");
        loop.turn();
        assertThat(fetches).hasSize(1);
        loop.advance(Duration.ofSeconds(2));
        assertThat(fetches).hasSize(2);
    }

    @Test
    void a_token_that_cannot_be_fetched_is_asked_for_again() {
        engine = engine(this::fetch, null, null);
        connect();
        fetches.get(0).completeExceptionally(new IllegalStateException("app away"));
        loop.turn();
        assertThat(told).containsExactly("CONNECTING", "UNAVAILABLE", "token_fetch_failed 0 true");
        loop.advance(Duration.ofSeconds(1));
        assertThat(fetches).hasSize(2);
    }

    @Test
    void who_disconnects_stays_away_and_finds_the_subscriptions_again() {
        subscribe("news");
        connected("1.2");
        engine.disconnect();
        loop.advance(Duration.ofMinutes(5));
        assertThat(server.ending()).isEqualTo("closed");
        assertThat(server.handshakes).hasSize(1);
        assertThat(loop.waiting()).isZero();

        connected("1.3");
        assertThat(server.heard).containsExactly("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"news\"}}");
    }

    @Test
    void a_thousand_reconnections_leave_nothing_behind() {
        subscribe("news");
        connected("0.1");
        int waiting = loop.waiting();
        for (int i = 0; i < 1000; i++) {
            server.breaks();
            loop.turn();
            loop.advance(loop.untilNext());
            server.greets("1." + i);
            loop.turn();
        }
        assertThat(server.handshakes).hasSize(1001);
        assertThat(loop.waiting()).isEqualTo(waiting);
    }

    @Test
    void a_message_that_cannot_be_read_is_told_and_the_connection_lives() {
        connected("1.2");
        server.says("nonsense");
        loop.turn();

        assertThat(told).containsExactly("CONNECTING", "CONNECTED", "answer_invalid 0 false");
        assertThat(engine.connection.isConnected()).isTrue();
    }

    @Test
    void client_events_have_rules_that_are_told_at_once() {
        assertThatThrownBy(() -> subscribe("news").trigger("client-x", "")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> subscribe("private-a").trigger("x", "")).isInstanceOf(InvalidValueException.class);
        CompletableFuture<Void> sent = subscribe("private-b").trigger("client-x", "");
        loop.turn();
        assertThat(sent.handle((done, failure) -> ((CarillonException) failure).code())
                        .join())
                .isEqualTo("not_subscribed");
    }

    private Engine engine(
            @Nullable TokenSource tokens,
            @Nullable ChannelAuthorizer authorizer,
            @Nullable UserAuthenticator authenticator) {
        var settings = new Connection.Settings(
                URI.create("ws://example.com/app/KEY?protocol=7"),
                new Failures("ws://example.com", "http://example.com/docs/errors#"),
                Duration.ofSeconds(10),
                Duration.ofSeconds(120),
                Duration.ofSeconds(30),
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30)));
        var made = new Engine(
                settings,
                server,
                task -> given.execute(task),
                loop,
                new Random(3),
                Runnable::run,
                new AppSide(tokens, authorizer, authenticator, cipher));
        made.states.add(state -> told.add(state.name()));
        made.errors.add(why -> told.add(why.code() + " " + why.status() + " " + why.retriable()));
        return made;
    }

    /** Subscribed, with the key one. */
    private Channel encrypted() {
        cipher = new MirrorCipher();
        engine = engine(null, this::authorize, null);
        Channel room = subscribe("private-encrypted-room");
        room.bind("note", event -> told.add("heard " + event.data()));
        room.onError(why -> told.add("failed " + why.code()));
        connected("1.2");
        asked.get(0).complete(grant("one"));
        loop.turn();
        server.says(OK.formatted("private-encrypted-room"));
        return room;
    }

    private List<String> heard() {
        return told.stream()
                .filter(line -> line.startsWith("heard") || line.startsWith("failed"))
                .toList();
    }

    private static ChannelGrant grant(String key) {
        return new ChannelGrant("KEY:SIG", null, secret(key));
    }

    private static SharedSecret secret(String key) {
        return SharedSecret.ofBase64(Base64.getEncoder()
                .encodeToString((key + " ".repeat(32)).substring(0, 32).getBytes(StandardCharsets.US_ASCII)));
    }

    private static String sealed(String key, String text) {
        return "{\"event\":\"note\",\"channel\":\"private-encrypted-room\",\"data\":"
                + JsonWriter.write(secret(key).seal(new MirrorCipher(), text)) + "}";
    }

    /** The loop closes between a look at the client and the task that comes next, and drops it. */
    private void closesWhenGiven() {
        given = dropped -> engine.close();
    }

    private static String codeOf(CompletableFuture<?> failed) {
        return failed.handle((value, failure) ->
                        failure instanceof CarillonException known ? known.code() : String.valueOf(failure))
                .getNow("nothing yet");
    }

    private CompletableFuture<String> fetch() {
        fetches.add(new CompletableFuture<>());
        return fetches.get(fetches.size() - 1);
    }

    private CompletableFuture<ChannelGrant> authorize(SocketId socket, ChannelName channel) {
        told.add("authorize " + socket + " " + channel);
        asked.add(new CompletableFuture<>());
        return asked.get(asked.size() - 1);
    }

    private CompletableFuture<SocketId> connect() {
        var outcome = new CompletableFuture<SocketId>();
        engine.connect(outcome);
        loop.turn();
        return outcome;
    }

    private void connected(String socketId) {
        connect();
        server.greets(socketId);
        loop.turn();
    }

    private CompletableFuture<UserId> signingInByToken() {
        engine = engine(this::fetch, null, null);
        var signedIn = new CompletableFuture<UserId>();
        engine.signin(signedIn);
        connect();
        fetches.get(0).complete("jwt1");
        loop.turn();
        server.greets("1.2");
        loop.turn();
        return signedIn;
    }

    private void connectedWithToken() {
        engine = engine(this::fetch, null, null);
        connect();
        fetches.get(0).complete("jwt1");
        loop.turn();
        server.greets("1.2");
        loop.turn();
    }

    private Channel subscribe(String name) {
        Channel channel = engine.subscriptions.subscribe(ChannelName.of(name), Runnable::run);
        loop.turn();
        return channel;
    }
}
