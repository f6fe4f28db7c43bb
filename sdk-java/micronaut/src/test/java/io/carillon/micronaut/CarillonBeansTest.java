package io.carillon.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.client.CarillonException;
import io.carillon.client.auth.Authorizer;
import io.carillon.client.auth.BatchAuthorizer;
import io.carillon.client.auth.TokenSigner;
import io.carillon.client.encryption.SecretBox;
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
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;

class CarillonBeansTest {

    private static final String SECRET = "a-secret-of-thirty-two-characters";
    private static final String MASTER_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
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
    void with_a_master_key_the_authorizer_gives_the_keys_of_encrypted_channels() {
        try (var context = ApplicationContext.run(SIGNING)) {
            assertThatThrownBy(() -> context.getBean(Authorizer.class).authorizeChannel("1.1", "private-encrypted-a"))
                    .hasMessageContaining("has no key to give for it");
        }
        try (var context = ApplicationContext.run(with("carillon.encryption-master-key", MASTER_KEY))) {
            assertThat(context.getBean(Authorizer.class).authorizeChannel("1.1", "private-encrypted-a"))
                    .contains("shared_secret");
            assertThat(context.getBean(Encryption.class).toString()).doesNotContain(MASTER_KEY);
        }
    }

    @Test
    void a_master_key_that_is_none_keeps_the_app_from_starting_and_is_not_told() {
        assertThatThrownBy(() -> ApplicationContext.run(with("carillon.encryption-master-key", SECRET)))
                .hasMessageContaining(
                        "carillon.encryption-master-key cannot be used: The master key of encrypted channels is no base64")
                .satisfies(
                        failure -> assertThat(Throwables.getStackTrace(failure)).doesNotContain(SECRET));
    }

    @Test
    void a_master_key_without_the_module_that_encrypts_keeps_the_app_from_starting() throws Exception {
        assertThat(startedWithoutEncryption(Map.of())).isEqualTo("started");
        assertThat(startedWithoutEncryption(Map.of("CARILLON_ENCRYPTION_MASTER_KEY", MASTER_KEY)))
                .contains(
                        "carillon.encryption-master-key is set, and nothing is here that could encrypt with it: add"
                                + " io.carillon:carillon-client-encryption to the app's dependencies, or take the property out.")
                .doesNotContain(MASTER_KEY);
    }

    /** What an app says, as a process of its own, that has all that is here but the module. */
    private static String startedWithoutEncryption(Map<String, String> environment) throws Exception {
        Path module = Path.of(SecretBox.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String classPath = Stream.of(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).equals(module))
                .collect(Collectors.joining(File.pathSeparator));
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        Starting.class.getName())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    static final class Starting {

        public static void main(String[] arguments) {
            try (var context = ApplicationContext.run(SIGNING)) {
                context.getBean(Publisher.class);
                context.getBean(RealtimeClient.class);
                System.out.print("started");
            }
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
