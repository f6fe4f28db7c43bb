package io.carillon.controlplane;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Somebody who calls the management API of a server with a token. */
final class Management {

    private final ApiServer server;
    private final Map<String, String> headers;

    private Management(ApiServer server, Map<String, String> headers) {
        this.server = server;
        this.headers = headers;
    }

    static Management as(ApiServer server, String token) {
        return new Management(server, Map.of("Authorization", "Bearer " + token));
    }

    /** Without saying who. */
    static Management ofNobody(ApiServer server) {
        return new Management(server, Map.of());
    }

    /** The same caller, with another header. */
    Management with(String header, String value) {
        var all = new HashMap<>(headers);
        all.put(header, value);
        return new Management(server, all);
    }

    Reply get(String path) {
        return send("GET", path, "");
    }

    Reply post(String path, String json) {
        return send("POST", path, json);
    }

    Reply patch(String path, String json) {
        return send("PATCH", path, json);
    }

    Reply put(String path, String json) {
        return send("PUT", path, json);
    }

    Reply delete(String path) {
        return send("DELETE", path, "");
    }

    /** The path follows {@code /api/v1}. */
    Reply send(String method, String path, String json) {
        var all = new HashMap<>(headers);
        if (!json.isEmpty()) {
            all.put("Content-Type", "application/json");
        }
        return Wire.send(server.port(), method, "/api/v1" + path, all, json.getBytes(StandardCharsets.UTF_8));
    }
}
