package io.carillon.client.management;

import io.carillon.client.json.Json;

/**
 * An app that was made.
 *
 * @param key its first key, with its secret
 */
public record CreatedApp(App app, Key key) {

    static CreatedApp of(Json json) {
        return new CreatedApp(App.of(json.require("app")), Key.of(json.require("key")));
    }
}
