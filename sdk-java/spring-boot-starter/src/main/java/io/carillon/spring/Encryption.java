package io.carillon.spring;

import io.carillon.client.auth.Authorizer;
import io.carillon.client.cipher.ChannelCipher;
import io.carillon.client.cipher.MasterKey;
import io.carillon.client.rest.PublisherBuilder;
import io.carillon.protocol.InvalidValueException;
import org.jspecify.annotations.Nullable;

/** The master key of the app's encrypted channels, where one is configured. */
final class Encryption {

    private static final String MASTER_KEY = CarillonProperties.PREFIX + ".encryption-master-key";

    private final String masterKey;
    private final ChannelCipher cipher;

    /** @throws IllegalStateException if the key is none, or if there is no cipher */
    Encryption(String masterKey, @Nullable ChannelCipher cipher) {
        try {
            MasterKey.ofBase64(masterKey);
        } catch (InvalidValueException notAKey) {
            throw new IllegalStateException(MASTER_KEY + " cannot be used: " + notAKey.getMessage(), notAKey);
        }
        if (cipher == null) {
            throw new IllegalStateException(MASTER_KEY + " is set, and nothing is here that could encrypt with it: add"
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
