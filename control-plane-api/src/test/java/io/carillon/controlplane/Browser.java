package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.controlplane.account.FirstRun;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody at a page of ours: keeps cookies, and sends the session's token with what changes something. */
final class Browser {

    /** The first person of every story. */
    static final String ANN = "ann@example.com";

    static final String PASSWORD = "seven grey herons";

    private static final Pattern COOKIE = Pattern.compile("(carillon_[a-z]+)=([^;]*);.*");

    private final ApiServer server;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new HashMap<>();
    private String csrf = "";

    private Browser(ApiServer server) {
        this.server = server;
    }

    /** A browser that was never here. */
    static Browser at(ApiServer server) {
        return new Browser(server);
    }

    /** Ann's, who sets the platform up, runs it, and owns its organisation Shop. */
    static Browser ofAnn(ApiServer server) {
        Browser browser = at(server);
        browser.setUp(server.part(FirstRun.class).token().orElseThrow().reveal())
                .is(200);
        return browser;
    }

    Reply setUp(String token) {
        return post(
                "/setup",
                "{\"token\":\"" + token + "\",\"name\":\"Ann\",\"email\":\"" + ANN + "\",\"password\":\"" + PASSWORD
                        + "\",\"organisation\":\"Shop\"}");
    }

    Reply signIn(String email, String password) {
        return post("/session", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
    }

    Reply signIn(String email, String password, String code) {
        return post(
                "/session",
                "{\"email\":\"" + email + "\",\"password\":\"" + password + "\",\"code\":\"" + code + "\"}");
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

    Reply delete(String path) {
        return send("DELETE", path, "");
    }

    /** From now on with this header. */
    Browser with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** The same cookies in other hands, without the token of the page. */
    Browser stolen() {
        Browser thief = new Browser(server);
        thief.cookies.putAll(cookies);
        return thief;
    }

    String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    private Reply send(String method, String path, String json) {
        var all = new HashMap<>(headers);
        if (!json.isEmpty()) {
            all.put("Content-Type", "application/json");
        }
        if (!cookies.isEmpty()) {
            all.put(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        if (!csrf.isEmpty()) {
            all.put("X-CSRF-Token", csrf);
        }
        Reply reply = Wire.send(server.port(), method, "/api/v1" + path, all, json.getBytes(StandardCharsets.UTF_8));
        keep(reply);
        return reply;
    }

    private void keep(Reply reply) {
        reply.header("set-cookie").lines().forEach(line -> {
            Matcher cookie = COOKIE.matcher(line);
            assertThat(cookie.matches()).as(line).isTrue();
            if (cookie.group(2).isEmpty()) {
                cookies.remove(cookie.group(1));
            } else {
                cookies.put(cookie.group(1), cookie.group(2));
            }
        });
        if (reply.body().contains("\"csrf_token\"")) {
            csrf = reply.field("csrf_token");
        }
    }
}
