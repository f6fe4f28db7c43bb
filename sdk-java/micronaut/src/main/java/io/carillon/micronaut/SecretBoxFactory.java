package io.carillon.micronaut;

import io.carillon.client.cipher.ChannelCipher;
import io.carillon.client.encryption.SecretBox;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** For those who have carillon-client-encryption: what encrypted channels are sealed and opened with. */
@Factory
@Requires(classes = SecretBox.class)
final class SecretBoxFactory {

    @Singleton
    @Requires(missingBeans = ChannelCipher.class)
    ChannelCipher channelCipher() {
        return new SecretBox();
    }
}
