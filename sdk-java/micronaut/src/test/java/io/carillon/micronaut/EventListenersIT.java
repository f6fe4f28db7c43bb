package io.carillon.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.client.CarillonException;
import io.carillon.client.auth.Authorizer;
import io.carillon.client.encryption.SecretBox;
import io.carillon.client.listener.SelfAuthorization;
import io.carillon.client.realtime.Channel;
import io.carillon.client.realtime.RealtimeClient;
import io.carillon.client.rest.Publisher;
import io.carillon.client.testing.DevServer;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.frame.ServerFrame.ChannelEvent;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A Micronaut app and a server that is really there. */
@SuppressWarnings("NullAway.Init") // JUnit runs what comes before all.
class EventListenersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static DevServer server;
    private static ApplicationContext app;
    private static BlockingQueue<String> heard;

    @BeforeAll
    static void start() {
        server = DevServer.start();
        app = ApplicationContext.run(Map.of(
                "spec",
                "listeners",
                "the.channel",
                "private-orders",
                "carillon.server",
                server.url(),
                "carillon.app-id",
                DevServer.APP_ID,
                "carillon.key",
                DevServer.APP_KEY,
                "carillon.secret",
                DevServer.APP_SECRET,
                "carillon.user",
                "warehouse",
                "carillon.encryption-master-key",
                base64("a master key that has 32 bytes!!")));
        heard = app.getBean(Heard.class).queue;
        for (String channel : List.of("private-orders", "presence-desk", "private-encrypted-orders")) {
            app.getBean(RealtimeClient.class).subscribe(channel).awaitSubscribed(PATIENCE);
        }
    }

    @AfterAll
    static void stop() {
        try (DevServer stopped = server) {
            app.close();
        }
    }

    @Test
    void a_method_hears_the_events_of_its_name_as_what_it_takes() throws Exception {
        publisher().trigger("private-orders", "created", "{\"id\":7,\"items\":[\"tea\"]}");

        assertThat(next()).isEqualTo("created Order[id=7, items=[tea]] on private-orders");
        assertThat(next()).isEqualTo("all created {\"id\":7,\"items\":[\"tea\"]}");
    }

    @Test
    void generic_types_are_read_whole() throws Exception {
        publisher().trigger("private-orders", "many", "[{\"id\":1,\"items\":[]},{\"id\":2,\"items\":[]}]");

        assertThat(next()).isEqualTo("many 2");
        assertThat(next()).startsWith("all many ");
    }

    @Test
    void data_that_cannot_be_read_is_missed_by_one_method_alone() throws Exception {
        publisher().trigger("private-orders", "created", "not json");
        publisher().trigger("private-orders", "failing", "1");
        publisher().trigger("private-orders", "other", "2");

        assertThat(next()).isEqualTo("all created not json");
        assertThat(next()).isEqualTo("all failing 1");
        assertThat(next()).isEqualTo("all other 2");
    }

    @Test
    void a_server_is_a_member_as_the_user_that_it_is_configured_to_be() throws Exception {
        publisher().trigger("presence-desk", "rang", "\"x\"");

        assertThat(next()).isEqualTo("rang on presence-desk");
        assertThat(app.getBean(RealtimeClient.class)
                        .subscribePresence("presence-desk")
                        .me()
                        .orElseThrow()
                        .id()
                        .value())
                .isEqualTo("warehouse");
    }

    @Test
    void a_method_hears_what_was_published_on_an_encrypted_channel_and_on_the_way_it_is_sealed() throws Exception {
        var sealed = new CompletableFuture<String>();
        try (RealtimeClient stranger = visitor("another master key of 32 bytes!!")) {
            Channel channel = stranger.subscribe("private-encrypted-orders");
            channel.onError(error -> sealed.complete(error.code()));
            stranger.connect();
            channel.awaitSubscribed(PATIENCE);

            publisher().trigger("private-encrypted-orders", "paid", Map.of("order", 7));

            assertThat(next()).isEqualTo("paid {\"order\":7}");
            assertThat(sealed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("decryption_failed");
        }
    }

    @Test
    void the_authorizer_gives_the_keys_of_encrypted_channels_to_the_apps_clients() throws Exception {
        var heardOutside = new CompletableFuture<String>();
        try (RealtimeClient visitor = RealtimeClient.builder()
                .server(server.url())
                .key(DevServer.APP_KEY)
                .channelAuthorizer(new SelfAuthorization(app.getBean(Authorizer.class), null))
                .encryption(new SecretBox())
                .build()) {
            Channel channel = visitor.subscribe("private-encrypted-visitors");
            channel.bind("paid", event -> heardOutside.complete(event.data()));
            visitor.connect();
            channel.awaitSubscribed(PATIENCE);

            publisher().trigger("private-encrypted-visitors", "paid", Map.of("order", 8));

            assertThat(heardOutside.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("{\"order\":8}");
        }
    }

    @Test
    void health_says_how_the_connection_stands() {
        HealthResult health = healthOf(app);

        assertThat(health.getStatus()).isEqualTo(HealthStatus.UP);
        assertThat(health.getDetails()).isEqualTo(Map.of("connection", "connected"));
    }

    @Test
    void an_app_whose_key_is_wrong_starts_and_its_health_says_so() {
        try (var mistaken = ApplicationContext.run(Map.of(
                "spec", "mistaken",
                "carillon.server", server.url(),
                "carillon.key", "wrong"))) {
            assertThatThrownBy(() -> mistaken.getBean(RealtimeClient.class).connect())
                    .isInstanceOf(CarillonException.class);

            HealthResult health = healthOf(mistaken);
            assertThat(health.getStatus()).isEqualTo(HealthStatus.DOWN);
            assertThat(health.getDetails()).isEqualTo(Map.of("connection", "disconnected"));
        }
    }

    private static HealthResult healthOf(ApplicationContext context) {
        return Objects.requireNonNull(
                Mono.from(context.getBean(ConnectionHealth.class).getResult()).block(PATIENCE));
    }

    /** Somebody whose auth endpoint has this master key. */
    private static RealtimeClient visitor(String masterKey) {
        var authorizer = new Authorizer(DevServer.APP_KEY, DevServer.APP_SECRET).withMasterKey(base64(masterKey));
        return RealtimeClient.builder()
                .server(server.url())
                .key(DevServer.APP_KEY)
                .channelAuthorizer(new SelfAuthorization(authorizer, null))
                .encryption(new SecretBox())
                .build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Publisher publisher() {
        return app.getBean(Publisher.class);
    }

    private static String next() throws InterruptedException {
        return String.valueOf(heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    @Singleton
    static final class Heard {
        final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    }

    @Serdeable
    record Order(int id, List<String> items) {}

    @ChannelListener("${the.channel}")
    @Requires(property = "spec", value = "listeners")
    static final class Orders {

        private final Heard heard;

        Orders(Heard heard) {
            this.heard = heard;
        }

        @OnEvent("created")
        void created(Order order, ChannelName channel) {
            heard.queue.add("created " + order + " on " + channel);
        }

        @OnEvent("many")
        void many(List<Order> orders) {
            heard.queue.add("many " + orders.stream().mapToInt(Order::id).max().orElse(0));
        }

        @OnEvent("failing")
        void failing(int number) {
            throw new IllegalStateException("a fault of the app's");
        }

        @OnEvent(channel = "private-encrypted-orders", value = "paid")
        void paid(String data) {
            heard.queue.add("paid " + data);
        }

        @OnEvent(channel = "presence-desk", value = "rang")
        void rang(ChannelEvent event) {
            heard.queue.add(event.event() + " on " + event.channel());
        }
    }

    @ChannelListener("orders")
    @Requires(property = "spec", value = "mistaken")
    static final class Deaf {
        @OnEvent
        void all(String data) {}
    }

    @ChannelListener("private-orders")
    @Requires(property = "spec", value = "listeners")
    static final class Everything {

        private final Heard heard;

        Everything(Heard heard) {
            this.heard = heard;
        }

        @OnEvent
        void all(String data, ChannelEvent event) {
            heard.queue.add("all " + event.event() + " " + data);
        }
    }
}
