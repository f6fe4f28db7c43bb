package io.carillon.acceptance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.client.CarillonException;
import io.carillon.client.auth.Authorizer;
import io.carillon.client.auth.Capability;
import io.carillon.client.auth.ConnectionToken;
import io.carillon.client.auth.TokenSigner;
import io.carillon.client.auth.User;
import io.carillon.client.endpoint.BatchHttpAuthorizer;
import io.carillon.client.endpoint.HttpAuthorizer;
import io.carillon.client.realtime.Channel;
import io.carillon.client.realtime.ChannelGrant;
import io.carillon.client.realtime.ConnectionState;
import io.carillon.client.realtime.PresenceChannel;
import io.carillon.client.realtime.RealtimeClient;
import io.carillon.client.realtime.RealtimeClientBuilder;
import io.carillon.client.realtime.UserGrant;
import io.carillon.client.rest.ChannelInfo;
import io.carillon.client.rest.Event;
import io.carillon.client.rest.Info;
import io.carillon.client.rest.Publisher;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.ServerFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Publishing, signing and listening as a user of carillon-client does it. */
@ExtendWith(CarillonServer.class)
final class SdkJavaIT {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Carillon carillon;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Authorizer authorizer = new Authorizer(RunningJar.APP_KEY, RunningJar.APP_SECRET);
    private final TokenSigner tokens = new TokenSigner(RunningJar.APP_KEY, RunningJar.APP_SECRET);
    private final Publisher publisher;

    SdkJavaIT(Carillon carillon) {
        this.carillon = carillon;
        this.publisher = keep(Publisher.builder()
                .server("http://" + address())
                .app(RunningJar.APP_ID, RunningJar.APP_KEY, RunningJar.APP_SECRET)
                .build());
    }

    @AfterEach
    void hang_up() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void what_is_triggered_is_heard_by_all_but_the_excepted_connection() throws Exception {
        String channel = carillon.unique("news");
        RealtimeClient alice = connected(client());
        RealtimeClient bob = connected(client());
        listen(alice, channel, "alice");
        listen(bob, channel, "bob");

        publisher.trigger(Event.on(channel, "headline", Map.of("title", "Grüße"))
                .except(alice.connect().value()));
        publisher.triggerBatch(List.of(Event.on(channel, "last", "\"\ud83d\ude00\"")));

        assertThat(take(3))
                .containsExactlyInAnyOrder(
                        "bob headline {\"title\":\"Grüße\"}",
                        "bob last \"\ud83d\ude00\"",
                        "alice last \"\ud83d\ude00\"");
    }

    @Test
    void a_thousand_events_of_a_channel_arrive_in_their_order() throws Exception {
        String channel = carillon.unique("news");
        listen(connected(client()), channel, "alice");
        var sent = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 1000; i++) {
            sent.add(publisher.triggerAsync(Event.on(channel, "n", Integer.toString(i))));
        }
        sent.forEach(CompletableFuture::join);
        for (int i = 0; i < 1000; i++) {
            assertThat(take(1)).containsExactly("alice n " + i);
        }
    }

    @Test
    void whoever_listens_may_wait() throws Exception {
        RealtimeClient alice = keep(client().build());
        String first = carillon.unique("news");
        alice.subscribe(first).bind("pusher:subscription_succeeded", event -> {
            alice.subscribe(first + "-more").awaitSubscribed(PATIENCE);
            heard.add("more");
        });

        alice.connectAsync()
                .thenRun(() -> alice.subscribe(first + "-other").awaitSubscribed(PATIENCE))
                .get(15, TimeUnit.SECONDS);

        assertThat(take(1)).containsExactly("more");
    }

    @Test
    void private_channels_are_signed_and_carry_client_events() throws Exception {
        String channel = carillon.unique("private-chat");
        RealtimeClient alice = connected(signing(client(), User.of("alice")));
        RealtimeClient bob = connected(signing(client(), User.of("bob")));
        listen(alice, channel, "alice");
        Channel bobs = listen(bob, channel, "bob");

        bobs.trigger("client-typing", "{\"who\":\"bob\"}").get(15, TimeUnit.SECONDS);

        assertThat(take(1)).containsExactly("alice client-typing {\"who\":\"bob\"}");
    }

    @Test
    void members_see_each_other_come_and_go() throws Exception {
        String name = carillon.unique("presence-room");
        RealtimeClient alice = connected(signing(client(), User.of("alice").withInfo(Map.of("name", "Alice"))));
        PresenceChannel room = alice.subscribePresence(name);
        room.onMemberAdded(member -> heard.add("+" + member.id() + member.info()));
        room.onMemberRemoved(member -> heard.add("-" + member.id()));
        room.awaitSubscribed(PATIENCE);
        assertThat(room.me()).map(Member::info).contains("{\"name\":\"Alice\"}");

        RealtimeClient bob = connected(signing(client(), User.of("bob")));
        bob.subscribePresence(name).awaitSubscribed(PATIENCE);
        assertThat(take(1)).containsExactly("+bob{}");
        assertThat(room.members()).extracting(Member::id).containsExactly(UserId.of("alice"), UserId.of("bob"));
        bob.close();
        assertThat(take(1)).containsExactly("-bob");
    }

    @Test
    void a_cache_channel_gives_its_last_event_or_says_that_there_is_none() throws Exception {
        String channel = carillon.unique("cache-price");
        RealtimeClient alice = keep(client().build());
        Channel early = alice.subscribe(channel);
        early.bind("pusher:cache_miss", event -> heard.add("miss"));
        alice.connect();
        assertThat(take(1)).containsExactly("miss");
        publisher.trigger(channel, "price", "7");

        RealtimeClient bob = keep(client().build());
        bob.subscribe(channel).bind("price", event -> heard.add("bob " + event.data()));
        bob.connect();

        assertThat(take(1)).containsExactly("bob 7");
    }

    @Test
    void a_signed_in_user_hears_what_is_sent_to_it_and_of_its_watchlist() throws Exception {
        String ann = carillon.unique("ann");
        String ben = carillon.unique("ben");
        RealtimeClient anns = connected(signing(client(), User.of(ann).watching(ben)));
        anns.user().bind("note", event -> heard.add("note " + event.data()));
        anns.user().onWatchlist(change -> heard.add("online " + change.online() + " offline " + change.offline()));
        assertThat(anns.signin()).isEqualTo(UserId.of(ann));
        assertThat(take(1)).containsExactly("online [] offline [" + ben + "]");

        publisher.sendToUser(ann, "note", "hi");
        assertThat(take(1)).containsExactly("note hi");
        connected(signing(client(), User.of(ben))).signin();
        assertThat(take(1)).containsExactly("online [" + ben + "] offline []");
    }

    @Test
    void a_token_covers_channels_and_signs_its_user_in() throws Exception {
        String ann = carillon.unique("ann");
        RealtimeClient client = connected(client().tokens(() -> CompletableFuture.completedFuture(token(ann))));
        client.user().bind("note", event -> heard.add("note " + event.data()));

        PresenceChannel room = client.subscribePresence(carillon.unique("presence-room"));
        room.awaitSubscribed(PATIENCE);
        assertThat(room.members()).extracting(Member::id).containsExactly(UserId.of(ann));
        assertThat(client.signin()).isEqualTo(UserId.of(ann));
        publisher.sendToUser(ann, "note", "hi");
        assertThat(take(1)).containsExactly("note hi");
        Channel other = client.subscribe(carillon.unique("private-other"));
        assertThat(failure(() -> other.awaitSubscribed(PATIENCE)).code()).isEqualTo("token_not_for_channel");
    }

    @Test
    void a_token_is_refreshed_before_it_expires() throws Exception {
        var fresh = ConnectionToken.forUser(User.of(carillon.unique("ann"))).allow("private-*", Capability.SUBSCRIBE);
        var first =
                ConnectionToken.forUser(Objects.requireNonNull(fresh.user())).lasting(Duration.ofSeconds(5));
        var supply = new ArrayDeque<>(List.of(first, fresh));
        RealtimeClient client = keep(client().tokens(() -> {
                    heard.add("token");
                    return CompletableFuture.completedFuture(tokens.sign(supply.pop()));
                })
                .build());
        client.onError(why -> heard.add("error " + why.code()));
        client.connect();

        assertThat(take(2)).containsExactly("token", "token");
        assertThat(heard.poll(2, TimeUnit.SECONDS)).as("refused").isNull();
        // Only the newer token covers it.
        client.subscribe(carillon.unique("private-chat")).awaitSubscribed(PATIENCE);
        assertThat(client.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void an_app_sees_who_is_there_and_ends_the_connections_of_a_user() throws Exception {
        String name = carillon.unique("presence-room");
        String ann = carillon.unique("ann");
        RealtimeClient anns = connected(signing(client(), User.of(ann)));
        anns.onStateChange(state -> heard.add(state.name()));
        anns.subscribePresence(name).awaitSubscribed(PATIENCE);
        anns.signin();
        ChannelName room = ChannelName.of(name);

        assertThat(publisher.channels().list(name, Info.USER_COUNT, Info.SUBSCRIPTION_COUNT))
                .containsExactly(Map.entry(room, new ChannelInfo(null, 1, 1, null)));
        assertThat(publisher.channels().info(name)).isEqualTo(new ChannelInfo(true, null, null, null));
        assertThat(publisher.channels().users(name)).containsExactly(UserId.of(ann));
        assertThat(publisher.triggerWithInfo(Event.on(name, "x", "1").alsoOn("nobody"), Info.SUBSCRIPTION_COUNT))
                .containsOnly(
                        Map.entry(room, new ChannelInfo(null, null, 1, null)),
                        Map.entry(ChannelName.of("nobody"), new ChannelInfo(null, null, 0, null)));
        String cache = carillon.unique("cache-price");
        publisher.trigger(cache, "price", "7");
        assertThat(Objects.requireNonNull(
                                publisher.channels().info(cache, Info.CACHE).cache())
                        .data())
                .isEqualTo("7");
        assertThat(failure(() -> publisher.channels().users("news")).code()).isEqualTo("presence_only");

        publisher.terminateUserConnections(ann);

        assertThat(take(1)).containsExactly("DISCONNECTED");
        assertThat(publisher.channels().list(name)).isEmpty();
    }

    @Test
    void the_servers_own_endpoint_signs_channel_by_channel_or_all_at_once() throws Exception {
        String ann = carillon.unique("ann");
        String jwt = tokens.sign(ConnectionToken.forUser(User.of(ann))
                .allow("private-chat-*", Capability.SUBSCRIBE)
                .allow("presence-*", Capability.PRESENCE));
        String endpoint = "http://" + address() + "/apps/" + RunningJar.APP_ID + "/authorize";
        Map<String, String> session = Map.of("Authorization", "Bearer " + jwt);
        var one = HttpAuthorizer.at(endpoint).headers(() -> session);
        var all = BatchHttpAuthorizer.at(endpoint).headers(() -> session);

        for (RealtimeClientBuilder builder : List.of(
                client().channelAuthorizer(one).userAuthenticator(one),
                client().channelAuthorizer(all).userAuthenticator(all))) {
            RealtimeClient client = connected(builder);
            Channel chat = client.subscribe(carillon.unique("private-chat"));
            PresenceChannel room = client.subscribePresence(carillon.unique("presence-room"));
            Channel other = client.subscribe(carillon.unique("private-other"));
            assertThat(client.signin()).isEqualTo(UserId.of(ann));
            chat.awaitSubscribed(PATIENCE);
            room.awaitSubscribed(PATIENCE);
            assertThat(room.members()).extracting(Member::id).containsExactly(UserId.of(ann));
            assertThat(failure(() -> other.awaitSubscribed(PATIENCE)).code()).isEqualTo("channel_not_allowed");
        }
    }

    @Test
    void who_is_refused_is_told_why() {
        RealtimeClient stranger = RealtimeClient.builder()
                .server("ws://" + address())
                .key("nosuchkey")
                .build();
        open.push(stranger);
        CarillonException refused = failure(stranger::connect);
        assertThat(refused.status()).isEqualTo(4001);
        assertThat(refused.retriable()).isFalse();
        assertThat(stranger.state()).isEqualTo(ConnectionState.DISCONNECTED);

        Publisher wrong = keep(Publisher.builder()
                .server("http://" + address())
                .app(RunningJar.APP_ID, RunningJar.APP_KEY, "not the secret")
                .build());
        refused = failure(() -> wrong.trigger("a", "x", "1"));
        assertThat(refused.code()).isEqualTo("auth_signature_invalid");
        assertThat(refused.docs().orElseThrow())
                .hasToString("http://" + address() + "/docs/errors#auth_signature_invalid");
        assertThat(failure(() -> publisher.trigger("a", "x", "x".repeat(10_241)))
                        .code())
                .isEqualTo("event_data_too_large");

        RealtimeClient alice = client().channelAuthorizer((socket, channel) ->
                        CompletableFuture.completedFuture(new ChannelGrant(RunningJar.APP_KEY + ":wrong", null)))
                .build();
        open.push(alice);
        alice.connect();
        Channel chat = alice.subscribe("private-chat");
        assertThat(failure(() -> chat.awaitSubscribed(PATIENCE)).code()).isEqualTo("signature_invalid");
    }

    @Test
    void a_server_that_comes_back_finds_its_clients_and_their_subscriptions() throws Exception {
        String channel = carillon.unique("news");
        String port = Integer.toString(RunningJar.freePort());
        RealtimeClient alice = RealtimeClient.builder()
                .server("ws://127.0.0.1:" + port)
                .key(RunningJar.APP_KEY)
                .reconnectPause(Duration.ofMillis(100), Duration.ofMillis(500))
                .build();
        open.push(alice);
        Channel news = alice.subscribe(channel);
        news.bind("pusher:subscription_succeeded", event -> heard.add("subscribed"));
        try (RunningJar first = RunningJar.start("sdk-first", Map.of("CARILLON_PORT", port))) {
            assertThat(Integer.toString(first.port())).isEqualTo(port);
            alice.connect();
            assertThat(take(1)).containsExactly("subscribed");
        }
        try (RunningJar second = RunningJar.start("sdk-second", Map.of("CARILLON_PORT", port))) {
            assertThat(Integer.toString(second.port())).isEqualTo(port);
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("subscribed");
        }
    }

    private String token(String user) {
        return tokens.sign(ConnectionToken.forUser(User.of(user)).allow("presence-*", Capability.PRESENCE));
    }

    private RealtimeClientBuilder client() {
        return RealtimeClient.builder()
                .server("ws://" + address())
                .key(RunningJar.APP_KEY)
                .connectTimeout(PATIENCE);
    }

    private RealtimeClientBuilder signing(RealtimeClientBuilder client, User user) {
        return client.channelAuthorizer((socket, channel) -> CompletableFuture.completedFuture(
                        ChannelGrant.ofJson(authorizer.authorizeChannel(socket.value(), channel.value(), user))))
                .userAuthenticator(socket -> CompletableFuture.completedFuture(
                        UserGrant.ofJson(authorizer.authenticateUser(socket.value(), user))));
    }

    private RealtimeClient connected(RealtimeClientBuilder builder) {
        RealtimeClient client = keep(builder.build());
        client.connect();
        return client;
    }

    private Channel listen(RealtimeClient client, String channel, String who) {
        Channel subscription = client.subscribe(channel);
        subscription.bindGlobal(event -> {
            if (!event.event().startsWith("pusher:")) {
                heard.add(line(who, event));
            }
        });
        subscription.awaitSubscribed(PATIENCE);
        return subscription;
    }

    private static String line(String who, ServerFrame.ChannelEvent event) {
        return who + " " + event.event() + " " + event.data();
    }

    private List<String> take(int lines) throws InterruptedException {
        var taken = new ArrayList<String>();
        for (int i = 0; i < lines; i++) {
            String line = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            taken.add(line == null ? "nothing within " + PATIENCE : line);
        }
        return taken;
    }

    private <C extends AutoCloseable> C keep(C closeable) {
        open.push(closeable);
        return closeable;
    }

    private String address() {
        return carillon.jar().host() + ":" + carillon.jar().port();
    }

    private static CarillonException failure(ThrowingCallable action) {
        return catchThrowableOfType(CarillonException.class, action);
    }
}
