package io.carillon.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.memory.MemoryBackplane;
import io.carillon.backplane.seal.Vault;
import io.carillon.broker.standalone.CarillonBroker;
import io.carillon.controlplane.app.DemoApp;
import io.carillon.controlplane.app.FirstApp;
import io.carillon.controlplane.app.FirstApps;
import io.carillon.controlplane.audit.Actor;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.CallerSource;
import io.carillon.controlplane.setup.ControlPlaneSetup;
import io.carillon.controlplane.usage.UsageRounds;
import io.carillon.process.management.Drain;
import io.carillon.process.server.Addresses;
import io.carillon.process.server.ServerProperties;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import io.carillon.process.settings.SettingsReader;
import io.carillon.protocol.AppId;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is published and delivered for real, as whoever asks for the usage is told of it. */
final class UsageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String WHO = "Bearer an-operator";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final InstantSource clock = now::get;

    @Test
    void two_who_listen_and_one_event_are_one_message_in_and_two_out() throws Exception {
        Backplane backplane = new MemoryBackplane(clock);
        try (ApplicationContext context = start(backplane)) {
            FirstApp first = context.getBean(FirstApps.class).app().orElseThrow();
            String app = first.id().value();
            URI server = context.getBean(EmbeddedServer.class).getURI();
            var heard = new CountDownLatch(2);
            List<WebSocket> sockets = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                sockets.add(listen(server, first.key().value(), heard));
            }

            post(
                    server.resolve("/apps/" + app + "/events"),
                    "Bearer " + first.token().reveal(),
                    """
                    {"name":"greeting","channel":"room-7","data":"caf\u00e9"}""");
            assertThat(heard.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            until(() -> backplane
                            .usage()
                            .waiting()
                            .toCompletableFuture()
                            .join()
                            .messages()
                            .getOrDefault(AppId.of(app), 0L)
                    == 3);
            now.set(Instant.parse("2026-03-01T12:01:00Z"));

            // The peak is told when the minute is over, and the minute is kept when it has settled.
            var usage = server.resolve("/api/v1/apps/" + app + "/usage?step=minute&by=prefix");
            until(() -> {
                now.updateAndGet(before -> before.plusSeconds(1));
                context.getBean(UsageRounds.class).round();
                return get(usage).contains("room-");
            });

            assertThat(get(usage))
                    .contains(
                            "\"items\":[{\"at\":\"2026-03-01T12:00:00Z\",\"prefix\":\"room-\",\"messages_in\":1,\"messages_out\":2,"
                                    + "\"bytes_in\":5,\"bytes_out\":10}]");
            until(() -> {
                context.getBean(UsageRounds.class).round();
                return get(server.resolve("/api/v1/apps/" + app + "/usage?step=hour"))
                        .contains("\"connections\":2}]");
            });
            assertThat(get(server.resolve("/api/v1/apps/" + app + "/quota"))).contains("\"used\":3,");
            assertThat(get(server.resolve("/api/v1/apps/" + app + "/keys")))
                    .contains("\"last_used_from\":\"127.0.0.1\",\"last_used_with\":\"test 1\"");
            sockets.forEach(WebSocket::abort);
        }
    }

    private ApplicationContext start(Backplane backplane) {
        Settings settings =
                new SettingsReader(Role.ALL_IN_ONE, Map.of()).read(Map.of(Setting.DATA_DIR, folder.toString()));
        var addresses = new Addresses("127.0.0.1", 0, 0, "");
        ControlPlaneSetup setup = ControlPlaneSetup.of(settings, DemoApp.WANTED);
        setup.prepare();
        Map<String, Object> properties = ServerProperties.of(addresses);
        properties.putAll(CarillonBroker.modules(settings, addresses));
        properties.putAll(setup.modules());
        properties.put("micronaut.server.port", -1);
        properties.put("carillon.broker.transport.ports", List.of());
        properties.put("carillon.control-plane.usage-round", "1h");
        List<Object> beans = new ArrayList<>(setup.beans());
        beans.addAll(List.of(
                backplane, Vault.of(Base64.getEncoder().encodeToString(new byte[32])), new Drain(), new Operators()));
        ApplicationContext context = ApplicationContext.builder()
                .enableDefaultPropertySources(false)
                .environmentPropertySource(false)
                .deduceEnvironment(false)
                .banner(false)
                .properties(properties)
                .singletons(beans.toArray())
                .beanDefinitions(RuntimeBeanDefinition.builder(InstantSource.class, () -> clock)
                        .singleton(true)
                        .replaces(InstantSource.class)
                        .build())
                .build()
                .start();
        context.getBean(EmbeddedServer.class).start();
        return context;
    }

    private WebSocket listen(URI server, String key, CountDownLatch heard) throws InterruptedException {
        var subscribed = new CountDownLatch(1);
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + server.getPort() + "/app/" + key
                                + "?protocol=7&client=test&version=1"),
                        new Ears(subscribed, heard))
                .join();
        socket.sendText("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"room-7\"}}", true);
        assertThat(subscribed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return socket;
    }

    private void post(URI uri, String authorization, String json) throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private String get(URI uri) {
        return client.sendAsync(
                        HttpRequest.newBuilder(uri).header("Authorization", WHO).build(), BodyHandlers.ofString())
                .join()
                .body();
    }

    private static void until(BooleanSupplier isSo) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** Whoever shows a token runs the platform. */
    private static final class Operators implements CallerSource {

        @Override
        public Optional<Caller> ofToken(String token, Origin origin) {
            var actor = new Actor(Actor.Kind.TOKEN, token, token, origin.via(), origin.address());
            return Optional.of(new Caller(actor, true, Map.of(), null));
        }

        @Override
        public Optional<Caller> ofSession(String cookie, CsrfProof csrf, Origin origin) {
            return Optional.empty();
        }
    }

    /** Notes that it is subscribed, and that it heard the event. */
    private static final class Ears implements WebSocket.Listener {

        private final CountDownLatch subscribed;
        private final CountDownLatch heard;

        Ears(CountDownLatch subscribed, CountDownLatch heard) {
            this.subscribed = subscribed;
            this.heard = heard;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            if (text.toString().contains("subscription_succeeded")) {
                subscribed.countDown();
            }
            if (text.toString().contains("\"greeting\"")) {
                heard.countDown();
            }
            socket.request(1);
            return null;
        }
    }
}
