package io.carillon.client.realtime;

import io.carillon.client.json.Json;

/**
 * What an app signed for one connection and its user.
 *
 * @param auth {@code KEY:SIGNATURE}, or a connection token
 * @param userData exactly as it was signed
 */
public record UserGrant(String auth, String userData) {

    /**
     * What an auth endpoint answered: {@code {"auth":"KEY:SIGNATURE","user_data":"..."}}.
     *
     * @throws RuntimeException if it is something else
     */
    public static UserGrant ofJson(String answer) {
        Json json = Json.read(answer);
        return new UserGrant(
                String.valueOf(json.require("auth").text()),
                String.valueOf(json.require("user_data").text()));
    }

    @Override
    public String toString() {
        return "UserGrant[]";
    }
}
