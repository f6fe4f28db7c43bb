package io.carillon.acceptance.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pusher.rest.Pusher;
import com.pusher.rest.data.PresenceUser;
import com.pusher.rest.data.Result;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.acceptance.wire.RawClient;
import io.carillon.acceptance.wire.RawHttp;
import io.carillon.acceptance.wire.Signing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A customer's backend: publishes with pusher-http-java, and says over HTTP who its users are and where they may listen. */
final class Backend implements AutoCloseable {

    private final Pusher pusher;
    private final RawHttp platform;
    private final HttpServer http;
    private final Map<String, List<String>> watchlists = new ConcurrentHashMap<>();

    private Backend(Pusher pusher, RawHttp platform, HttpServer http) {
        this.pusher = pusher;
        this.platform = platform;
        this.http = http;
    }

    /** @param port of the proxy in front of the platform */
    static Backend start(String host, int port) {
        var pusher = new Pusher(
                RunningJar.APP_ID,
                RunningJar.APP_KEY,
                RunningJar.APP_SECRET,
                Base64.getEncoder().encodeToString(new byte[32]));
        pusher.setHost(host + ":" + port);
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var backend = new Backend(pusher, new RawHttp(host, port), http);
            http.createContext("/channels/", backend::authorize);
            http.createContext("/users/", backend::authenticate);
            http.start();
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where this user's client asks for channels. */
    String channels(String user) {
        return url("/channels/" + user);
    }

    /** Where this user's client asks who it is. */
    String users(String user) {
        return url("/users/" + user);
    }

    void watches(String user, String... friends) {
        watchlists.put(user, List.of(friends));
    }

    void publishes(String channel, String event, Object data) {
        Result result = pusher.trigger(channel, event, data);
        if (result.getStatus() != Result.Status.SUCCESS) {
            throw new AssertionError("Publishing on " + channel + " was answered with " + result.getMessage());
        }
    }

    /** Over HTTP as it is: pusher-http-java does not know how to send to a user. */
    void sendsTo(String user, String event, String data) {
        String path = "/apps/" + RunningJar.APP_ID + "/events";
        String body = "{\"name\":" + RawClient.quoted(event) + ",\"channels\":["
                + RawClient.quoted("#server-to-user-" + user) + "],\"data\":" + RawClient.quoted(data) + "}";
        RawHttp.Answer answer = platform.send("POST", path + "?" + Signing.query("POST", path, body), body);
        if (answer.status() != 200) {
            throw new AssertionError("Sending to " + user + " was answered with " + answer);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(exchange);
        String user = lastOf(exchange);
        String socket = form.getOrDefault("socket_id", "");
        String channel = form.getOrDefault("channel_name", "");
        if (channel.contains("closed")) {
            answer(exchange, 403, "Forbidden");
        } else if (channel.contains("forged")) {
            answer(exchange, 200, "{\"auth\":\"" + RunningJar.APP_KEY + ":" + "0".repeat(64) + "\"}");
        } else if (channel.startsWith("presence-")) {
            answer(
                    exchange,
                    200,
                    pusher.authenticate(socket, channel, new PresenceUser(user, Map.of("name", "Name of " + user))));
        } else {
            answer(exchange, 200, pusher.authenticate(socket, channel));
        }
    }

    private void authenticate(HttpExchange exchange) throws IOException {
        String socket = form(exchange).getOrDefault("socket_id", "");
        String user = lastOf(exchange);
        String friends = watchlists.getOrDefault(user, List.of()).stream()
                .map(RawClient::quoted)
                .collect(Collectors.joining(","));
        String data = "{\"id\":" + RawClient.quoted(user) + ",\"watchlist\":[" + friends + "]}";
        answer(
                exchange,
                200,
                "{\"auth\":\"" + Signing.user(socket, data) + "\",\"user_data\":" + RawClient.quoted(data) + "}");
    }

    private String url(String path) {
        return "http://127.0.0.1:" + http.getAddress().getPort() + path;
    }

    private static String lastOf(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        var form = new HashMap<String, String>();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
        }
        return form;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
