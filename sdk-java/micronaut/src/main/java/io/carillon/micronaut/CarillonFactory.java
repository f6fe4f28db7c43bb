package io.carillon.micronaut;

import static io.carillon.micronaut.CarillonConfiguration.required;

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
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * What an app can inject, each where its configuration is there, and unless the app has one of its own. Builders are beans, too: a {@code
 * BeanCreatedEventListener} may set what has no property.
 */
@Factory
final class CarillonFactory {

    private static final String SERVER = CarillonConfiguration.PREFIX + ".server";
    private static final String APP = CarillonConfiguration.PREFIX + ".app-id";
    private static final String KEY = CarillonConfiguration.PREFIX + ".key";
    private static final String SECRET = CarillonConfiguration.PREFIX + ".secret";
    private static final String MANAGEMENT = CarillonConfiguration.PREFIX + ".management-token";

    private final CarillonConfiguration configuration;

    CarillonFactory(CarillonConfiguration configuration) {
        this.configuration = configuration;
    }

    @Prototype
    @Requires(property = APP)
    PublisherBuilder publisherBuilder(@Nullable Encryption encryption) {
        var builder = Publisher.builder().server(server());
        if (encryption != null) {
            encryption.publish(builder);
        }
        String app = required("app-id", configuration.appId());
        if (configuration.secret() != null) {
            return builder.app(app, key(), secret());
        }
        if (configuration.token() != null) {
            return builder.app(app, configuration.token());
        }
        throw new ConfigurationException("Nothing is set with which app " + app
                + " could publish: set carillon.key and carillon.secret, or carillon.token.");
    }

    @Singleton
    @Bean(preDestroy = "close")
    @Requires(property = APP, missingBeans = Publisher.class)
    Publisher publisher(PublisherBuilder builder) {
        return builder.build();
    }

    @Singleton
    @Requires(property = KEY)
    @Requires(property = SECRET, missingBeans = Authorizer.class)
    Authorizer authorizer(@Nullable Encryption encryption) {
        var authorizer = new Authorizer(key(), secret());
        return encryption == null ? authorizer : encryption.authorize(authorizer);
    }

    @Singleton
    @Requires(property = KEY)
    @Requires(property = SECRET, missingBeans = BatchAuthorizer.class)
    BatchAuthorizer batchAuthorizer(Authorizer authorizer) {
        return new BatchAuthorizer(authorizer);
    }

    @Singleton
    @Requires(property = KEY)
    @Requires(property = SECRET, missingBeans = TokenSigner.class)
    TokenSigner tokenSigner() {
        return new TokenSigner(key(), secret());
    }

    @Singleton
    @Requires(property = KEY)
    @Requires(property = SECRET, missingBeans = WebhookVerifier.class)
    WebhookVerifier webhookVerifier() {
        return WebhookVerifier.of(key(), secret());
    }

    @Prototype
    @Requires(property = KEY)
    RealtimeClientBuilder realtimeClientBuilder(
            @Nullable TokenSource tokens,
            @Nullable ChannelAuthorizer channels,
            @Nullable UserAuthenticator users,
            @Nullable Authorizer authorizer,
            @Nullable ChannelCipher cipher) {
        var builder = RealtimeClient.builder().server(server()).key(key());
        if (cipher != null) {
            builder.encryption(cipher);
        }
        if (authorizer != null && tokens == null) {
            var self = new SelfAuthorization(
                    authorizer, configuration.user() == null ? null : User.of(configuration.user()));
            builder.channelAuthorizer(self).userAuthenticator(self);
        }
        if (tokens != null) {
            builder.tokens(tokens);
        }
        if (channels != null) {
            builder.channelAuthorizer(channels);
        }
        return users == null ? builder : builder.userAuthenticator(users);
    }

    @Singleton
    @Bean(preDestroy = "close")
    @Requires(property = SERVER)
    @Requires(property = KEY, missingBeans = RealtimeClient.class)
    RealtimeClient realtimeClient(RealtimeClientBuilder builder) {
        return builder.build();
    }

    @Singleton
    @Bean(preDestroy = "close")
    @Requires(property = MANAGEMENT, missingBeans = ManagementClient.class)
    ManagementClient managementClient() {
        return ManagementClient.builder()
                .server(server())
                .token(required("management-token", configuration.managementToken()))
                .build();
    }

    private String server() {
        return required("server", configuration.server());
    }

    private String key() {
        return required("key", configuration.key());
    }

    private String secret() {
        return required("secret", configuration.secret());
    }
}
