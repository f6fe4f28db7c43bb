package io.carillon.spring;

import static io.carillon.spring.CarillonProperties.required;

import io.carillon.client.auth.Authorizer;
import io.carillon.client.auth.BatchAuthorizer;
import io.carillon.client.auth.TokenSigner;
import io.carillon.client.auth.User;
import io.carillon.client.cipher.ChannelCipher;
import io.carillon.client.listener.SelfAuthorization;
import io.carillon.client.management.ManagementClient;
import io.carillon.client.realtime.ChannelAuthorizer;
import io.carillon.client.realtime.RealtimeClient;
import io.carillon.client.realtime.RealtimeClientBuilder;
import io.carillon.client.realtime.TokenSource;
import io.carillon.client.realtime.UserAuthenticator;
import io.carillon.client.rest.Publisher;
import io.carillon.client.rest.PublisherBuilder;
import io.carillon.client.webhook.WebhookVerifier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/** What an app can inject, each where its properties are there, and unless the app has one of its own. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.jackson2.autoconfigure.Jackson2AutoConfiguration"
        })
@EnableConfigurationProperties({CarillonProperties.class, EncryptionProperties.class})
@Import({WithJackson2.class, WithJackson3.class, WithSecretBox.class})
public class CarillonAutoConfiguration {

    private final CarillonProperties properties;

    CarillonAutoConfiguration(CarillonProperties properties) {
        this.properties = properties;
    }

    @Bean
    @ConditionalOnProperty(prefix = CarillonProperties.PREFIX, name = "app-id")
    @ConditionalOnMissingBean
    Publisher carillonPublisher(
            ObjectProvider<Encryption> encryption, ObjectProvider<BuilderCustomizer<PublisherBuilder>> customizers) {
        var builder = Publisher.builder().server(server());
        encryption.ifAvailable(master -> master.publish(builder));
        String app = required("app-id", properties.appId());
        if (properties.secret() != null) {
            builder.app(app, key(), secret());
        } else if (properties.token() != null) {
            builder.app(app, properties.token());
        } else {
            throw new IllegalStateException("Nothing is set with which app " + app
                    + " could publish: set carillon.key and carillon.secret, or carillon.token.");
        }
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    @ConditionalOnProperty(
            prefix = CarillonProperties.PREFIX,
            name = {"key", "secret"})
    @ConditionalOnMissingBean
    Authorizer carillonAuthorizer(ObjectProvider<Encryption> encryption) {
        var authorizer = new Authorizer(key(), secret());
        Encryption master = encryption.getIfAvailable();
        return master == null ? authorizer : master.authorize(authorizer);
    }

    @Bean
    @ConditionalOnProperty(
            prefix = CarillonProperties.PREFIX,
            name = {"key", "secret"})
    @ConditionalOnMissingBean
    BatchAuthorizer carillonBatchAuthorizer(Authorizer authorizer) {
        return new BatchAuthorizer(authorizer);
    }

    /** Lazy, because it refuses secrets that are too short for tokens, which are good for all else. */
    @Bean
    @Lazy
    @ConditionalOnProperty(
            prefix = CarillonProperties.PREFIX,
            name = {"key", "secret"})
    @ConditionalOnMissingBean
    TokenSigner carillonTokenSigner() {
        return new TokenSigner(key(), secret());
    }

    @Bean
    @ConditionalOnProperty(
            prefix = CarillonProperties.PREFIX,
            name = {"key", "secret"})
    @ConditionalOnMissingBean
    WebhookVerifier carillonWebhookVerifier() {
        return WebhookVerifier.of(key(), secret());
    }

    @Bean
    @ConditionalOnProperty(
            prefix = CarillonProperties.PREFIX,
            name = {"server", "key"})
    @ConditionalOnMissingBean
    RealtimeClient carillonRealtimeClient(
            ObjectProvider<Authorizer> authorizer,
            ObjectProvider<TokenSource> tokens,
            ObjectProvider<ChannelAuthorizer> channels,
            ObjectProvider<UserAuthenticator> users,
            ObjectProvider<ChannelCipher> cipher,
            ObjectProvider<BuilderCustomizer<RealtimeClientBuilder>> customizers) {
        var builder = RealtimeClient.builder().server(server()).key(key());
        TokenSource source = tokens.getIfAvailable();
        if (source == null) {
            authorizer.ifAvailable(own -> {
                var self = new SelfAuthorization(own, properties.user() == null ? null : User.of(properties.user()));
                builder.channelAuthorizer(self).userAuthenticator(self);
            });
        } else {
            builder.tokens(source);
        }
        channels.ifAvailable(builder::channelAuthorizer);
        users.ifAvailable(builder::userAuthenticator);
        cipher.ifAvailable(builder::encryption);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    @ConditionalOnProperty(prefix = CarillonProperties.PREFIX, name = "management-token")
    @ConditionalOnMissingBean
    ManagementClient carillonManagementClient() {
        return ManagementClient.builder()
                .server(server())
                .token(required("management-token", properties.managementToken()))
                .build();
    }

    /** Made when the app starts, as all singletons: a key that nothing can encrypt with does not wait for the first event. */
    @Bean
    @ConditionalOnProperty(prefix = CarillonProperties.PREFIX, name = "encryption-master-key")
    Encryption carillonEncryption(EncryptionProperties encryption, ObjectProvider<ChannelCipher> cipher) {
        return new Encryption(
                required("encryption-master-key", encryption.encryptionMasterKey()), cipher.getIfAvailable());
    }

    @Bean
    static ListenerProcessor carillonListenerProcessor(ConfigurableBeanFactory beans) {
        return new ListenerProcessor(beans);
    }

    private String server() {
        return required("server", properties.server());
    }

    private String key() {
        return required("key", properties.key());
    }

    private String secret() {
        return required("secret", properties.secret());
    }
}
