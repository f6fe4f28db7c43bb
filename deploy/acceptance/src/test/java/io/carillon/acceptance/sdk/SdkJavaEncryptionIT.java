package io.carillon.acceptance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.pusher.client.Pusher;
import com.pusher.client.PusherOptions;
import com.pusher.client.channel.PrivateEncryptedChannelEventListener;
import com.pusher.client.channel.PusherEvent;
import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.acceptance.wire.RawClient;
import io.carillon.client.auth.Authorizer;
import io.carillon.client.encryption.SecretBox;
import io.carillon.client.realtime.Channel;
import io.carillon.client.realtime.ChannelGrant;
import io.carillon.client.realtime.RealtimeClient;
import io.carillon.client.rest.Event;
import io.carillon.client.rest.Publisher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Encrypted channels: our publisher and client, Pusher's server library and client library, each with each, and a server that reads nothing. */
@ExtendWith(CarillonServer.class)
final class SdkJavaEncryptionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String MASTER_KEY =
            Base64.getEncoder().encodeToString("what all keys of an app come of.".getBytes(StandardCharsets.US_ASCII));

    private final Carillon carillon;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Authorizer authorizer =
            new Authorizer(RunningJar.APP_KEY, RunningJar.APP_SECRET).withMasterKey(MASTER_KEY);

    SdkJavaEncryptionIT(Carillon carillon) {
        this.carillon = carillon;
    }

    @AfterEach
    void hang_up() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void what_our_publisher_seals_is_read_by_our_client_and_pushers_and_by_nobody_between() throws Exception {
        String name = carillon.unique("private-encrypted-room");
        listen(name, authorizer);
        pusherListens(name);
        RawClient between = carillon.connect();
        between.isSubscribedTo(name);

        publisher().trigger(name, "note", Map.of("text", "Grüße \ud83d\ude00"));
        publisher().triggerBatch(List.of(Event.on(name, "note", "plain")));

        assertThat(List.of(take(), take(), take(), take()))
                .containsExactlyInAnyOrder(
                        "ours note {\"text\":\"Grüße \ud83d\ude00\"}",
                        "pusher's note {\"text\":\"Grüße \ud83d\ude00\"}",
                        "ours note plain",
                        "pusher's note plain");
        assertThat(between.hearsBeginning("{\"event\":\"note\""))
                .contains("nonce", "ciphertext")
                .doesNotContain("text\\\":\\\"Gr");
    }

    @Test
    void what_pushers_server_library_seals_is_read() throws Exception {
        String name = carillon.unique("private-encrypted-room");
        listen(name, authorizer);
        var pusher =
                new com.pusher.rest.Pusher(RunningJar.APP_ID, RunningJar.APP_KEY, RunningJar.APP_SECRET, MASTER_KEY);
        pusher.setHost(carillon.jar().host() + ":" + carillon.jar().port());

        assertThat(pusher.trigger(name, "note", Map.of("text", "hello")).getHttpStatus())
                .isEqualTo(200);

        assertThat(take()).isEqualTo("ours note {\"text\":\"hello\"}");
    }

    @Test
    void the_last_event_of_an_encrypted_cache_channel_is_read() throws Exception {
        String name = carillon.unique("private-encrypted-cache-price");
        publisher().trigger(name, "price", "7");

        listen(name, authorizer);

        assertThat(take()).isEqualTo("ours price 7");
    }

    @Test
    void who_has_another_master_key_is_told_and_hears_no_ciphertext() throws Exception {
        String name = carillon.unique("private-encrypted-room");
        String other = Base64.getEncoder().encodeToString(new byte[32]);
        Channel channel = listen(name, new Authorizer(RunningJar.APP_KEY, RunningJar.APP_SECRET).withMasterKey(other));
        channel.onError(why -> heard.add(why.code()));

        publisher().trigger(name, "note", "secret");

        assertThat(take()).isEqualTo("decryption_failed");
        assertThat(heard).isEmpty();
        assertThat(channel.isSubscribed()).isTrue();
    }

    private Publisher publisher() {
        return keep(Publisher.builder()
                .server("http://" + carillon.jar().host() + ":" + carillon.jar().port())
                .app(RunningJar.APP_ID, RunningJar.APP_KEY, RunningJar.APP_SECRET)
                .encryption(MASTER_KEY, new SecretBox())
                .build());
    }

    private Channel listen(String name, Authorizer backend) {
        RealtimeClient client = keep(RealtimeClient.builder()
                .server("ws://" + carillon.jar().host() + ":" + carillon.jar().port())
                .key(RunningJar.APP_KEY)
                .connectTimeout(PATIENCE)
                .encryption(new SecretBox())
                .channelAuthorizer((socket, channel) -> CompletableFuture.completedFuture(
                        ChannelGrant.ofJson(backend.authorizeChannel(socket.value(), channel.value()))))
                .build());
        Channel channel = client.subscribe(name);
        channel.bindGlobal(event -> {
            if (!event.event().startsWith("pusher:")) {
                heard.add("ours " + event.event() + " " + event.data());
            }
        });
        client.connect();
        channel.awaitSubscribed(PATIENCE);
        return channel;
    }

    private void pusherListens(String name) throws InterruptedException {
        var pusher = new Pusher(
                RunningJar.APP_KEY,
                new PusherOptions()
                        .setUseTLS(false)
                        .setHost(carillon.jar().host())
                        .setWsPort(carillon.jar().port())
                        .setChannelAuthorizer((channel, socketId) -> authorizer.authorizeChannel(socketId, channel)));
        open.push(pusher::disconnect);
        pusher.connect();
        pusher.subscribePrivateEncrypted(
                name,
                new PrivateEncryptedChannelEventListener() {
                    @Override
                    public void onDecryptionFailure(String event, String reason) {
                        heard.add("pusher's failure " + reason);
                    }

                    @Override
                    public void onAuthenticationFailure(String message, Exception e) {
                        heard.add("pusher's failure " + message);
                    }

                    @Override
                    public void onSubscriptionSucceeded(String channel) {
                        heard.add("pusher's subscribed");
                    }

                    @Override
                    public void onEvent(PusherEvent event) {
                        heard.add("pusher's " + event.getEventName() + " " + event.getData());
                    }
                },
                "note");
        assertThat(take()).isEqualTo("pusher's subscribed");
    }

    private String take() throws InterruptedException {
        String line = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return line == null ? "nothing within " + PATIENCE : line;
    }

    private <C extends AutoCloseable> C keep(C closeable) {
        open.push(closeable);
        return closeable;
    }
}
