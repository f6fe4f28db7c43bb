package io.carillon.spring;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Names no class that not every Spring Boot has in its place: it is run with several. */
class CarillonAutoConfigurationTest {

    private static final String SECRET = "a-secret-of-thirty-two-characters";
    private static final String MASTER_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String HEALTH = "carillonHealthIndicator";
    private static final List<Class<?>> ALL = List.of(
            Publisher.class,
            Authorizer.class,
            BatchAuthorizer.class,
            TokenSigner.class,
            WebhookVerifier.class,
            RealtimeClient.class,
            ManagementClient.class);

    private final ApplicationContextRunner unconfigured = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(CarillonAutoConfiguration.class, CarillonHealthAutoConfiguration.class));
    private final ApplicationContextRunner app = unconfigured.withPropertyValues(
            "carillon.server=http://127.0.0.1:1",
            "carillon.app-id=1000",
            "carillon.key=key-1",
            "carillon.secret=" + SECRET);

    @Test
    void there_is_what_the_properties_are_there_for() {
        assertThat(beansOf(unconfigured)).isEmpty();
        assertThat(beansOf(app))
                .containsExactly(
                        "Publisher",
                        "Authorizer",
                        "BatchAuthorizer",
                        "TokenSigner",
                        "WebhookVerifier",
                        "RealtimeClient");
        assertThat(beansOf(unconfigured.withPropertyValues(
                        "carillon.server=http://127.0.0.1:1",
                        "carillon.app-id=1000",
                        "carillon.token=token",
                        "carillon.management-token=token")))
                .containsExactly("Publisher", "ManagementClient");
        assertThat(beansOf(unconfigured.withPropertyValues("carillon.server=http://127.0.0.1:1", "carillon.key=key-1")))
                .containsExactly("RealtimeClient");
    }

    @Test
    void what_is_missing_is_named_when_the_app_starts() {
        unconfigured
                .withPropertyValues("carillon.app-id=1000", "carillon.token=token")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("carillon.server is not set"));
        unconfigured
                .withPropertyValues("carillon.app-id=1000", "carillon.server=http://127.0.0.1:1")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("set carillon.key and carillon.secret, or carillon.token"));
    }

    @Test
    void secrets_are_not_printed() {
        app.run(context -> assertThat(context.getBean(CarillonProperties.class).toString())
                .contains("key-1")
                .doesNotContain(SECRET));
    }

    @Test
    void with_a_master_key_the_authorizer_gives_the_keys_of_encrypted_channels() {
        app.run(context -> assertThatThrownBy(
                        () -> context.getBean(Authorizer.class).authorizeChannel("1.1", "private-encrypted-a"))
                .hasMessageContaining("has no key to give for it"));
        app.withPropertyValues("carillon.encryption-master-key=" + MASTER_KEY).run(context -> {
            assertThat(context.getBean(Authorizer.class).authorizeChannel("1.1", "private-encrypted-a"))
                    .contains("shared_secret");
            assertThat(context.getBean(EncryptionProperties.class) + " " + context.getBean(Encryption.class))
                    .doesNotContain(MASTER_KEY);
        });
    }

    @Test
    void a_master_key_that_is_none_keeps_the_app_from_starting_and_is_not_told() {
        app.withPropertyValues("carillon.encryption-master-key=" + SECRET)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(
                                "carillon.encryption-master-key cannot be used: The master key of encrypted channels is no base64")
                        .satisfies(failure ->
                                assertThat(Throwables.getStackTrace(failure)).doesNotContain(SECRET)));
    }

    @Test
    void a_master_key_without_the_module_that_encrypts_keeps_the_app_from_starting() {
        var withoutCipher = app.withClassLoader(new FilteredClassLoader(SecretBox.class));
        withoutCipher.run(context -> assertThat(context).hasNotFailed().hasSingleBean(RealtimeClient.class));
        withoutCipher
                .withPropertyValues("carillon.encryption-master-key=" + MASTER_KEY)
                .run(
                        context -> assertThat(context)
                                .getFailure()
                                .rootCause()
                                .hasMessage(
                                        "carillon.encryption-master-key is set, and nothing is here that could encrypt with it: add"
                                                + " io.carillon:carillon-client-encryption to the app's dependencies, or take the property out."));
    }

    @Test
    void a_secret_that_is_too_short_for_tokens_is_good_for_all_else() {
        app.withPropertyValues("carillon.secret=short").run(context -> {
            assertThat(context.getBean(Authorizer.class).authorizeChannel("1.1", "private-a"))
                    .contains("key-1:");
            assertThat(context).hasSingleBean(TokenSigner.class);
        });
    }

    @Test
    void what_the_app_makes_itself_takes_the_place_of_ours_and_customizers_are_asked() {
        app.withUserConfiguration(Own.class).run(context -> {
            assertThat(context.getBean(Authorizer.class).authorizeChannel("1.1", "private-a"))
                    .contains("key-2:");
            assertThat(context.getBean(AtomicBoolean.class)).isTrue();
        });
    }

    @Test
    void clients_end_with_the_context() {
        var clients = new ArrayList<RealtimeClient>();
        app.run(context -> clients.add(context.getBean(RealtimeClient.class)));

        assertThatThrownBy(clients.get(0)::connect)
                .isInstanceOfSatisfying(
                        CarillonException.class, e -> assertThat(e.code()).isEqualTo("closed"));
    }

    @Test
    void health_is_there_for_those_who_have_it_and_want_it() {
        app.run(context -> {
            assertThat(context).hasBean(HEALTH);
            assertThat(ConnectionHealth.of(context.getBean(RealtimeClient.class)))
                    .isEqualTo(new ConnectionHealth("UNKNOWN", "initialized"));
        });
        app.withPropertyValues("management.health.carillon.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HEALTH));
        app.withClassLoader(new FilteredClassLoader(
                        "org.springframework.boot.actuate.health", "org.springframework.boot.health.contributor"))
                .run(context ->
                        assertThat(context).hasSingleBean(RealtimeClient.class).doesNotHaveBean(HEALTH));
        unconfigured.run(context -> assertThat(context).doesNotHaveBean(HEALTH));
    }

    @Test
    void a_method_that_nothing_can_be_given_to_keeps_the_app_from_starting() {
        app.withBean(Twice.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("Twice.created(String, Map) cannot hear events: it takes Map as well."));
    }

    @Test
    void a_listener_without_a_server_keeps_the_app_from_starting() {
        unconfigured
                .withBean(Alone.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("Alone.created(ChannelEvent) cannot hear events: there is no connection")
                        .hasMessageContaining("Set carillon.server and carillon.key."));
    }

    @Test
    void without_jackson_only_text_is_heard() {
        var withoutJackson = app.withClassLoader(new FilteredClassLoader("com.fasterxml.jackson", "tools.jackson"));
        withoutJackson.withBean(Alone.class).run(context -> assertThat(context).hasNotFailed());
        withoutJackson
                .withBean(Reading.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("nothing is here that could read JSON as Map"));
    }

    private static List<String> beansOf(ApplicationContextRunner runner) {
        var there = new ArrayList<String>();
        runner.run(context -> ALL.stream()
                .filter(type -> context.getBeanNamesForType(type).length > 0)
                .map(Class::getSimpleName)
                .forEach(there::add));
        return there;
    }

    static final class Twice {
        @CarillonListener(channel = "orders", event = "created")
        void created(String text, Map<String, Object> order) {}
    }

    static final class Reading {
        @CarillonListener(channel = "orders", event = "created")
        void created(Map<String, Object> order) {}
    }

    static final class Alone {
        @CarillonListener(channel = "orders")
        void created(ChannelEvent event) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {

        @Bean
        Authorizer authorizer() {
            return new Authorizer("key-2", SECRET);
        }

        @Bean
        AtomicBoolean customized() {
            return new AtomicBoolean();
        }

        @Bean
        BuilderCustomizer<PublisherBuilder> publishing(AtomicBoolean customized) {
            return builder -> {
                builder.queueCapacity(10);
                customized.set(true);
            };
        }
    }
}
