package io.carillon.spring;

import io.carillon.client.cipher.ChannelCipher;
import io.carillon.client.encryption.SecretBox;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where carillon-client-encryption is, encrypted channels may be sealed and opened. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(SecretBox.class)
class WithSecretBox {

    @Bean
    @ConditionalOnMissingBean
    ChannelCipher carillonChannelCipher() {
        return new SecretBox();
    }
}
