package io.carillon.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.client.CarillonException;
import io.carillon.client.auth.Authorizer;
import io.carillon.client.auth.BatchAuthorizer;
import io.carillon.client.auth.TokenSigner;
import io.carillon.client.management.ManagementClient;
import io.carillon.client.realtime.RealtimeClient;
import io.carillon.client.rest.Publisher;
import io.carillon.client.rest.PublisherBuilder;
import io.carillon.client.webhook.WebhookVerifier;
import io.carillon.protocol.frame.ServerFrame.ChannelEvent;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CarillonBeansTest {

    private static final String SECRET = "a-secret-of-thirty-two-characters";
    private static final Map<String, Object> SIGNING = Map.of(
            "carillon.server",
            "http://127.0.0.1:1",
            "carillon.app-id",
            1000,
            "carillon.key",
            "key-1",
            "carillon.secret",
            SECRET);
    private static final List<Class<?>> ALL = List.of(
            Publisher.class,
            Authorizer.class,
            BatchAuthorizer.class,
            TokenSigner.class,
            WebhookVerifier.class,
            RealtimeClient.class,
            ManagementClient.class);

    @Test
    void there_is_what_the_configuration_is_there_for() {
        assertThat(beansOf(Map.of())).isEmpty();
        assertThat(beansOf(SIGNING))
                .containsExactly(
                        "Publisher",
                        "Authorizer",
                        "BatchAuthorizer",
                        "TokenSigner",
                        "WebhookVerifier",
                        "RealtimeClient");
        assertThat(beansOf(Map.of(
                        "carillon.server", "http://127.0.0.1:1",
                        "carillon.app-id", 1000,
                        "carillon.token", "token",
                        "carillon.management-token", "token")))
                .containsExactly("Publisher", "ManagementClient");
        assertThat(beansOf(Map.of("carillon.server", "http://127.0.0.1:1", "carillon.key", "key-1")))
                .containsExactly("RealtimeClient");
    }

    @Test
    void what_is_missing_is_named_to_whoever_needs_it() {
        try (var context = ApplicationContext.run(Map.of("carillon.app-id", 1000, "carillon.token", "t"))) {
            assertThatThrownBy(() -> context.getBean(Publisher.class))
                    .hasMessageContaining("carillon.server is not set");
        }
        try (var context =
                ApplicationContext.run(Map.of("carillon.app-id", 1000, "carillon.server", "http://127.0.0.1:1"))) {
            assertThatThrownBy(() -> context.getBean(Publisher.class))
                    .hasMessageContaining("set carillon.key and carillon.secret, or carillon.token");
        }
    }

    @Test
    void secrets_are_not_printed() {
        try (var context = ApplicationContext.run(SIGNING)) {
            assertThat(context.getBean(CarillonConfiguration.class).toString())
                    .contains("key-1")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void what_the_app_makes_itself_takes_the_place_of_ours() {
        try (var context = ApplicationContext.builder()
                .properties(SIGNING)
                .singletons(new Authorizer("key-2", SECRET))
                .start()) {
            assertThat(context.getBean(Authorizer.class).authorizeChannel("1.1", "private-a"))
                    .contains("key-2:");
        }
    }

    @Test
    void what_has_no_property_is_set_on_the_builder() {
        try (var context = ApplicationContext.run(with("spec", "builder"))) {
            context.getBean(Publisher.class);

            assertThat(context.getBean(LargeQueue.class).asked).isTrue();
        }
    }

    @Test
    void clients_end_with_the_context() {
        RealtimeClient client;
        try (var context = ApplicationContext.run(SIGNING)) {
            client = context.getBean(RealtimeClient.class);
        }

        assertThatThrownBy(client::connect)
                .isInstanceOfSatisfying(
                        CarillonException.class, e -> assertThat(e.code()).isEqualTo("closed"));
    }

    @Test
    void a_method_that_nothing_can_be_given_to_keeps_the_app_from_starting() {
        assertThatThrownBy(() -> ApplicationContext.run(with("spec", "twice")))
                .hasMessageContaining("Twice.created(String, Map) cannot hear events: it takes Map as well.");
    }

    @Test
    void a_method_without_a_channel_keeps_the_app_from_starting() {
        assertThatThrownBy(() -> ApplicationContext.run(with("spec", "nowhere")))
                .hasMessageContaining("Nowhere.created(String) cannot hear events: it does not say on which channel.");
    }

    @Test
    void a_listener_without_a_server_keeps_the_app_from_starting() {
        assertThatThrownBy(() -> ApplicationContext.run(Map.of("spec", "alone")))
                .hasMessageContaining("Alone.created(ChannelEvent) cannot hear events: there is no connection")
                .hasMessageContaining("Set carillon.server and carillon.key.");
    }

    private static Map<String, Object> with(String name, String value) {
        var properties = new HashMap<>(SIGNING);
        properties.put(name, value);
        return properties;
    }

    private static List<String> beansOf(Map<String, Object> properties) {
        try (var context = ApplicationContext.run(properties)) {
            return ALL.stream()
                    .filter(context::containsBean)
                    .map(Class::getSimpleName)
                    .toList();
        }
    }

    @Singleton
    @Requires(property = "spec", value = "builder")
    static final class LargeQueue implements BeanCreatedEventListener<PublisherBuilder> {

        private boolean asked;

        @Override
        public PublisherBuilder onCreated(BeanCreatedEvent<PublisherBuilder> created) {
            asked = true;
            return created.getBean().queueCapacity(100_000);
        }
    }

    @ChannelListener("orders")
    @Requires(property = "spec", value = "twice")
    static final class Twice {
        @OnEvent("created")
        void created(String text, Map<String, Object> order) {}
    }

    @Singleton
    @Requires(property = "spec", value = "nowhere")
    static final class Nowhere {
        @OnEvent("created")
        void created(String text) {}
    }

    @ChannelListener("orders")
    @Requires(property = "spec", value = "alone")
    static final class Alone {
        @OnEvent
        void created(ChannelEvent event) {}
    }
}
