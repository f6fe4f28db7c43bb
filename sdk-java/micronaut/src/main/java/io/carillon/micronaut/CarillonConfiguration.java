package io.carillon.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * Where Carillon is, and which app this is. Prints without secrets.
 *
 * @param server where the server is, as in https://realtime.example.com
 * @param appId id of the app
 * @param key key of the app
 * @param secret secret of the key
 * @param token a server token of the app, with which a publisher works that has no secret
 * @param managementToken an API token, for administration
 * @param user who this server is on presence channels that it listens to, and when it signs in
 */
@ConfigurationProperties(CarillonConfiguration.PREFIX)
public record CarillonConfiguration(
        @Nullable String server,
        @Nullable String appId,
        @Nullable String key,
        @Nullable String secret,
        @Nullable String token,
        @Nullable String managementToken,
        @Nullable String user) {

    static final String PREFIX = "carillon";

    /** The value, which must be there. */
    static String required(String name, @Nullable String value) {
        if (value == null) {
            throw new ConfigurationException(PREFIX + "." + name
                    + " is not set: say it in the application's configuration or as an environment variable.");
        }
        return value;
    }

    @Override
    public String toString() {
        return "CarillonConfiguration[" + server + ", app " + appId + ", key " + key + "]";
    }
}
