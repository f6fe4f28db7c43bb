package io.carillon.micronaut;

import io.carillon.client.auth.Authorizer;
import io.carillon.client.cipher.ChannelCipher;
import io.carillon.client.cipher.MasterKey;
import io.carillon.client.rest.PublisherBuilder;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The master key of the app's encrypted channels, where one is configured. It is there from the start: a key that cannot be, or that nothing can
 * encrypt with, must not wait for the first event.
 */
@Context
@Requires(property = Encryption.MASTER_KEY)
final class Encryption {

    static final String MASTER_KEY = CarillonConfiguration.PREFIX + ".encryption-master-key";

    private final String masterKey;
    private final ChannelCipher cipher;

    /** @throws ConfigurationException if the key is none, or if there is no cipher */
    Encryption(@Property(name = MASTER_KEY) String masterKey, @Nullable ChannelCipher cipher) {
        try {
            MasterKey.ofBase64(masterKey);
        } catch (InvalidValueException notAKey) {
            throw new ConfigurationException(MASTER_KEY + " cannot be used: " + notAKey.getMessage());
        }
        if (cipher == null) {
            throw new ConfigurationException(MASTER_KEY + " is set, and nothing is here that could encrypt with it: add"
                    + " io.carillon:carillon-client-encryption to the app's dependencies, or take the property out.");
        }
        this.masterKey = masterKey;
        this.cipher = cipher;
    }

    void publish(PublisherBuilder builder) {
        builder.encryption(masterKey, cipher);
    }

    Authorizer authorize(Authorizer authorizer) {
        return authorizer.withMasterKey(masterKey);
    }
}
