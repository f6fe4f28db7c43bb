package io.carillon.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where Carillon is, and which app this is. Prints without secrets.
 *
 * @param server Where the server is, as in https://realtime.example.com.
 * @param appId Id of the app.
 * @param key Key of the app.
 * @param secret Secret of the key.
 * @param token A server token of the app, with which a publisher works that has no secret.
 * @param managementToken An API token, for administration.
 * @param user Who this server is on presence channels that it listens to, and when it signs in.
 */
@ConfigurationProperties(CarillonProperties.PREFIX)
public record CarillonProperties(
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
            throw new IllegalStateException(PREFIX + "." + name
                    + " is not set: say it in application.properties or as an environment variable.");
        }
        return value;
    }

    @Override
    public String toString() {
        return "CarillonProperties[" + server + ", app " + appId + ", key " + key + "]";
    }
}
