package io.carillon.junit;

import io.carillon.client.auth.Authorizer;
import io.carillon.client.auth.User;
import io.carillon.client.listener.SelfAuthorization;
import io.carillon.client.realtime.RealtimeClient;
import io.carillon.client.realtime.RealtimeClientBuilder;
import io.carillon.client.rest.Publisher;
import io.carillon.client.rest.PublisherBuilder;
import java.util.List;
import java.util.Map;

/**
 * A server that runs inside the test, and an app of it: what the program under test has to be told.
 *
 * <pre>{@code
 * @RegisterExtension
 * static CarillonExtension carillon = CarillonExtension.builder().build();
 *
 * @BeforeAll
 * static void configure() {
 *     CarillonServer server = carillon.server();
 *     System.setProperty("shop.realtime.url", server.url());
 *     System.setProperty("shop.realtime.app", server.appId());
 *     System.setProperty("shop.realtime.key", server.key());
 *     System.setProperty("shop.realtime.secret", server.secret());
 * }
 * }</pre>
 */
public final class CarillonServer {

    private final RunningServer running;
    private final Map<String, String> words;

    private CarillonServer(RunningServer running, Map<String, String> words) {
        this.running = running;
        this.words = words;
    }

    /** With its first app. */
    static CarillonServer of(RunningServer running) {
        return new CarillonServer(running, running.words());
    }

    /** Where everything is, as in {@code http://127.0.0.1:40123}: the HTTP API in {@code /apps}, the management API in {@code /api/v1}. */
    public String url() {
        return "http://" + host() + ":" + port();
    }

    /** Always this machine, unless the setting {@code host} was said. */
    public String host() {
        return word("host");
    }

    /** For clients and servers alike. */
    public int port() {
        return Integer.parseInt(word("port"));
    }

    /** Of {@code /metrics} and {@code /health/readiness}. */
    public int managementPort() {
        return Integer.parseInt(word("management_port"));
    }

    /** The app's id. */
    public String appId() {
        return word("app_id");
    }

    /** The app's key. */
    public String key() {
        return word("app_key");
    }

    /** The secret of the key. */
    public String secret() {
        return word("app_secret");
    }

    /** A server token of the app: with it servers publish without signing, as {@code Authorization: Bearer TOKEN}. */
    public String serverToken() {
        return word("app_token");
    }

    /** With which the management API does everything, in every organisation: {@code Authorization: Bearer TOKEN}. */
    public String managementToken() {
        return word("operator_token");
    }

    /** Begins a publisher that knows server and app. Whoever builds one closes it; one that a test takes as a parameter is closed for it. */
    public PublisherBuilder publisher() {
        return Publisher.builder().server(url()).app(appId(), key(), secret());
    }

    /**
     * Begins a client that knows server and key, and may have every channel: it signs for itself, as this user, what the auth endpoint of an app
     * would have signed. Whoever builds one closes it; one that a test takes as a parameter is closed for it.
     */
    public RealtimeClientBuilder client(String user) {
        var self = new SelfAuthorization(new Authorizer(key(), secret()), User.of(user));
        return RealtimeClient.builder()
                .server(url())
                .key(key())
                .channelAuthorizer(self)
                .userAuthenticator(self);
    }

    /** The same server with one more app, all of whose channels are its own. */
    public CarillonServer anotherApp() {
        return new CarillonServer(running, running.wordsOfAnotherApp());
    }

    /** What the server logged, each line by itself; the last 2,000. */
    public List<String> log() {
        return running.log().since(0);
    }

    RunningServer running() {
        return running;
    }

    private String word(String name) {
        return words.getOrDefault(name, "");
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "CarillonServer[" + url() + ", app " + appId() + "]";
    }
}
