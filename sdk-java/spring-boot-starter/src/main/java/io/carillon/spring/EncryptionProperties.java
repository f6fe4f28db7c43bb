package io.carillon.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What encrypted channels need. Prints nothing.
 *
 * @param encryptionMasterKey Master key of encrypted channels: 32 bytes in base64. Needs carillon-client-encryption.
 */
@ConfigurationProperties(CarillonProperties.PREFIX)
record EncryptionProperties(@Nullable String encryptionMasterKey) {

    @Override
    public String toString() {
        return "EncryptionProperties[hidden]";
    }
}
