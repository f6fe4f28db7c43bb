package io.carillon.controlplane;

import io.carillon.backplane.App;
import io.carillon.backplane.AppChannel;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Operation;
import io.carillon.backplane.Scope;
import io.carillon.backplane.ServerToken;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.signature.RequestSignature;
import io.carillon.protocol.signature.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One app of a test, and its server: it signs what it sends, unless a story wants it otherwise. */
final class TestApp {

    static final String TOKEN = "a-long-random-server-token";

    private static final AtomicInteger NEXT = new AtomicInteger(100);
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final ApiServer server;
    private final String id;
    private final AppKey key;
    private final Secret secret;
    private @Nullable App known;

    private TestApp(ApiServer server, String id) {
        this.server = server;
        this.id = id;
        this.key = AppKey.of("key-of-" + id);
        this.secret = Secret.of("secret-of-" + id);
    }

    static TestApp in(ApiServer server) {
        var app = new TestApp(server, Integer.toString(NEXT.getAndIncrement()));
        app.isNow(true, AppLimits.DEFAULTS);
        return app;
    }

    /** Changes what the platform knows of the app. */
    void isNow(boolean enabled, AppLimits limits) {
        isNow(new App(
                AppId.of(id),
                "test",
                enabled,
                List.of(new KeyPair(key, secret)),
                List.of(ServerToken.of(TOKEN)),
                limits,
                AppOptions.DEFAULTS));
    }

    void isNow(App app) {
        known = app;
        server.backplane().apps().put(app).toCompletableFuture().join();
    }

    /** What the platform knows of the app. */
    App known() {
        return Objects.requireNonNull(known);
    }

    /** Its key may do this on channels that match the pattern, until then. */
    void keyIs(String operations, String pattern, @Nullable Instant until) {
        isNow(known().withKeys(List.of(new KeyPair(key, secret, scope(operations, pattern), until))));
    }

    /** Its token may. */
    void tokenIs(String operations, String pattern, @Nullable Instant until) {
        isNow(known().withTokens(
                        List.of(new ServerToken(ServerToken.of(TOKEN).sha256(), scope(operations, pattern), until))));
    }

    private static Scope scope(String operations, String pattern) {
        return new Scope(
                Arrays.stream(operations.split(" ")).map(Operation::valueOf).collect(Collectors.toSet()),
                List.of(ChannelPattern.of(pattern)));
    }

    /** Sent with the token instead of a signature. */
    Reply byToken(String method, String path, String body) {
        return send(method, "/apps/" + id + path, Map.of("Authorization", "Bearer " + TOKEN), body);
    }

    /** Its server asks another control plane. */
    TestApp at(ApiServer other) {
        return new TestApp(other, id);
    }

    String id() {
        return id;
    }

    AppKey key() {
        return key;
    }

    Secret secret() {
        return secret;
    }

    AppChannel channel(String name) {
        return new AppChannel(AppId.of(id), ChannelName.of(name));
    }

    /** A node with subscribers, to hear what is published. */
    TestBroker broker() {
        return new TestBroker(server.backplane(), this);
    }

    long now() {
        return server.clock().instant().getEpochSecond();
    }

    /** POST of a body, signed; the path follows {@code /apps/ID}. */
    Reply post(String path, String body) {
        return post(path, body, JSON);
    }

    Reply post(String path, String body, Map<String, String> headers) {
        String full = "/apps/" + id + path;
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send("POST", full + "?" + signed("POST", full, bytes), headers, bytes);
    }

    /** GET, signed, with parameters as key, value, key, value. */
    Reply get(String path, String... parameters) {
        String full = "/apps/" + id + path;
        String query = RequestSignature.signedQuery(key, secret, "GET", full, null, now(), parameters);
        return send("GET", full + "?" + query, Map.of(), new byte[0]);
    }

    /** GET with a target that is already complete but for its signature, which signs exactly this text. */
    Reply getSigning(String target, String text) {
        return send("GET", target + "&auth_signature=" + secret.sign(text), Map.of(), new byte[0]);
    }

    String signed(String method, String path, byte[] body) {
        return RequestSignature.signedQuery(key, secret, method, path, body, now());
    }

    /** To the letter. */
    Reply send(String method, String target, Map<String, String> headers, byte[] body) {
        return Wire.send(server.port(), method, target, headers, body);
    }

    Reply send(String method, String target, Map<String, String> headers, String body) {
        return send(method, target, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
