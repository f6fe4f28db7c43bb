package io.carillon.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.client.auth.Authorizer;
import io.carillon.client.encryption.SecretBox;
import io.carillon.client.endpoint.HttpAuthorizer;
import io.carillon.client.listener.SelfAuthorization;
import io.carillon.client.realtime.Channel;
import io.carillon.client.realtime.RealtimeClient;
import io.carillon.client.rest.Publisher;
import io.carillon.client.testing.DevServer;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.frame.ServerFrame.ChannelEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A Spring Boot app on a port of its own, and a server that is really there. Names no class that not every Spring Boot has in its place. */
@SuppressWarnings("NullAway.Init") // JUnit runs what comes before all.
class EventListenersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static DevServer server;
    private static ConfigurableApplicationContext app;
    private static BlockingQueue<String> heard;

    @BeforeAll
    static void start() {
        server = DevServer.start();
        app = SpringApplication.run(
                Shop.class,
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn",
                "--management.endpoint.health.show-details=always",
                "--the.channel=private-orders",
                "--carillon.server=" + server.url(),
                "--carillon.app-id=" + DevServer.APP_ID,
                "--carillon.key=" + DevServer.APP_KEY,
                "--carillon.secret=" + DevServer.APP_SECRET,
                "--carillon.user=warehouse",
                "--carillon.encryption-master-key=" + base64("a master key that has 32 bytes!!"));
        heard = app.getBean(Orders.class).heard;
        for (String channel : List.of("private-orders", "presence-desk", "private-encrypted-orders")) {
            client().subscribe(channel).awaitSubscribed(PATIENCE);
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
        publisher().trigger("private-orders", "created", "{\"id\":7,\"items\":[\"tea\"],\"unknown\":1}");

        assertThat(next()).isEqualTo("created Order[id=7, items=[tea]] on private-orders");
        assertThat(next()).startsWith("all created {\"id\":7");
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
        assertThat(client().subscribePresence("presence-desk")
                        .me()
                        .orElseThrow()
                        .id()
                        .value())
                .isEqualTo("warehouse");
    }

    @Test
    void the_apps_own_endpoint_authorizes_its_clients() throws Exception {
        try (RealtimeClient visitor = RealtimeClient.builder()
                .server(server.url())
                .key(DevServer.APP_KEY)
                .channelAuthorizer(HttpAuthorizer.at(url("/pusher/auth")))
                .build()) {
            visitor.connect();
            visitor.subscribe("private-visitors").awaitSubscribed(PATIENCE);
        }
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
    void health_says_how_the_connection_stands() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url("/actuator/health/carillon")))
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains("\"status\":\"UP\"", "\"details\":{\"connection\":\"connected\"}");
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + app.getEnvironment().getProperty("local.server.port") + path;
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

    private static RealtimeClient client() {
        return app.getBean(RealtimeClient.class);
    }

    private static Publisher publisher() {
        return app.getBean(Publisher.class);
    }

    private static String next() throws InterruptedException {
        return String.valueOf(heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    record Order(int id, List<String> items) {}

    static class Orders {

        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @CarillonListener(channel = "${the.channel}", event = "created")
        void created(Order order, ChannelName channel) {
            heard.add("created " + order + " on " + channel);
        }

        @CarillonListener(channel = "private-orders", event = "many")
        void many(List<Order> orders) {
            heard.add("many " + orders.stream().mapToInt(Order::id).max().orElse(0));
        }

        @CarillonListener(channel = "private-orders", event = "failing")
        void failing(int number) {
            throw new IllegalStateException("a fault of the app's");
        }

        @CarillonListener(channel = "private-encrypted-orders", event = "paid")
        void paid(String data) {
            heard.add("paid " + data);
        }

        @CarillonListener(channel = "presence-desk", event = "rang")
        void rang(ChannelEvent event) {
            heard.add(event.event() + " on " + event.channel());
        }

        @CarillonListener(channel = "private-orders")
        void all(String data, ChannelEvent event) {
            heard.add("all " + event.event() + " " + data);
        }
    }

    @RestController
    static class AuthEndpoint {

        private final Authorizer authorizer;

        AuthEndpoint(Authorizer authorizer) {
            this.authorizer = authorizer;
        }

        @PostMapping(path = "/pusher/auth", produces = MediaType.APPLICATION_JSON_VALUE)
        String authorize(@RequestParam("socket_id") String socketId, @RequestParam("channel_name") String channelName) {
            return authorizer.authorizeChannel(socketId, channelName);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {

        @Bean
        Orders orders() {
            return new Orders();
        }

        @Bean
        AuthEndpoint authEndpoint(Authorizer authorizer) {
            return new AuthEndpoint(authorizer);
        }
    }
}
