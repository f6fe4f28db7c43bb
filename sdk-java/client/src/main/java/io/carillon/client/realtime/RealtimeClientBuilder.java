package io.carillon.client.realtime;

import io.carillon.client.cipher.ChannelCipher;
import io.carillon.client.time.Backoff;
import io.carillon.client.time.Loop;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.InvalidValueException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The options of a {@link RealtimeClient}. {@link #server} and {@link #key} are needed, the rest has defaults. */
public final class RealtimeClientBuilder {

    private @Nullable URI server;
    private @Nullable AppKey key;
    private @Nullable TokenSource tokens;
    private @Nullable ChannelAuthorizer channelAuthorizer;
    private @Nullable UserAuthenticator userAuthenticator;
    private @Nullable ChannelCipher cipher;
    private @Nullable Executor executor;
    private @Nullable HttpClient http;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration activityTimeout = Duration.ofMinutes(2);
    private Duration pongTimeout = Duration.ofSeconds(30);
    private Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    RealtimeClientBuilder() {}

    /**
     * Where the server is, as in {@code wss://realtime.example.com}; with a path if one stands in front of {@code /app}.
     *
     * @throws InvalidValueException {@code server_invalid}
     */
    public RealtimeClientBuilder server(String url) {
        this.server = socketUrl(url);
        return this;
    }

    /** The app's key. */
    public RealtimeClientBuilder key(String appKey) {
        this.key = AppKey.of(appKey);
        return this;
    }

    /** Where connection tokens come from. With them, private and presence channels need no authorizer. */
    public RealtimeClientBuilder tokens(TokenSource source) {
        this.tokens = source;
        return this;
    }

    /** Who authorizes private and presence channels. */
    public RealtimeClientBuilder channelAuthorizer(ChannelAuthorizer authorizer) {
        this.channelAuthorizer = authorizer;
        return this;
    }

    /** Who says whose connection it is. */
    public RealtimeClientBuilder userAuthenticator(UserAuthenticator authenticator) {
        this.userAuthenticator = authenticator;
        return this;
    }

    /**
     * What reads encrypted channels: {@code new SecretBox()} of the module carillon-client-encryption. The channel authorizer answers the key of
     * each, as {@code shared_secret}.
     */
    public RealtimeClientBuilder encryption(ChannelCipher channelCipher) {
        this.cipher = channelCipher;
        return this;
    }

    /** Where listeners are called; one after the other, whatever it is. A thread of the client's own by default. */
    public RealtimeClientBuilder executor(Executor forListeners) {
        this.executor = forListeners;
        return this;
    }

    /**
     * The HTTP client to use, for proxies, certificates and the like. One of the client's own by default. Without TLS the JDK may overlook that the
     * server hung up right after a message; with an HTTP client that is given here, it takes a ping without an answer to notice.
     */
    public RealtimeClientBuilder httpClient(HttpClient client) {
        this.http = client;
        return this;
    }

    /** How long connecting may take, the greeting included, before it is tried again. 10 seconds by default. */
    public RealtimeClientBuilder connectTimeout(Duration timeout) {
        this.connectTimeout = timeout;
        return this;
    }

    /** After how much silence to ping, if the server does not want it sooner. 120 seconds by default. */
    public RealtimeClientBuilder activityTimeout(Duration silence) {
        this.activityTimeout = silence;
        return this;
    }

    /** How long to wait for the answer to a ping. 30 seconds by default. */
    public RealtimeClientBuilder pongTimeout(Duration timeout) {
        this.pongTimeout = timeout;
        return this;
    }

    /**
     * How long to pause before coming back: anything up to a bound that doubles with each failure. A second and 30 seconds by default.
     *
     * @throws IllegalArgumentException unless 0 &lt; first &lt;= longest
     */
    public RealtimeClientBuilder reconnectPause(Duration first, Duration longest) {
        this.backoff = new Backoff(first, longest);
        return this;
    }

    /** @throws IllegalStateException if the server or the key was not said */
    public RealtimeClient build() {
        if (server == null || key == null) {
            throw new IllegalStateException("A realtime client needs server(...) and key(...).");
        }
        var loop = new Loop("carillon-realtime");
        HttpClient client = http == null ? ownClient(server) : http;
        Executor chosen = executor;
        Runnable whenClosed = () -> {};
        if (chosen == null) {
            var own = new Loop("carillon-listeners");
            chosen = own;
            whenClosed = own::close;
        }
        var listening = new SerialExecutor(chosen);
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        var engine = new Engine(
                settings(server, key),
                new JdkTransport(client, connectTimeout, loop),
                loop,
                loop,
                random,
                listening,
                new AppSide(tokens, channelAuthorizer, userAuthenticator, cipher));
        return new RealtimeClient(engine, loop, listening, connectTimeout.plusSeconds(1), whenClosed);
    }

    private HttpClient ownClient(URI url) {
        // A little sooner than the greeting is given up: of a host that does not answer at all it is said that it
        // cannot be reached.
        var own = HttpClient.newBuilder()
                .connectTimeout(connectTimeout.multipliedBy(9).dividedBy(10));
        // With TLS the JDK needs no help, and has work that had better not hold up its reading.
        return ("ws".equals(url.getScheme()) ? JdkTransport.toldOfEveryEnd(own) : own).build();
    }

    private Connection.Settings settings(URI url, AppKey app) {
        URI socket = URI.create(
                url + "/app/" + app + "?protocol=7&client=carillon-java&version=" + version() + "&carillon=1");
        String docs = url.toString().replaceFirst("^ws", "http") + "/docs/errors#";
        var failures = new Failures(url.getScheme() + "://" + url.getRawAuthority(), docs);
        return new Connection.Settings(socket, failures, connectTimeout, activityTimeout, pongTimeout, backoff);
    }

    private static String version() {
        String version = RealtimeClient.class.getPackage().getImplementationVersion();
        return version == null || !version.matches("[0-9A-Za-z.-]+") ? "0" : version;
    }

    private static URI socketUrl(String url) {
        String socket = url.replaceFirst("^http", "ws").replaceAll("/+$", "");
        try {
            URI uri = URI.create(socket);
            if (uri.getHost() != null
                    && ("ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme()))
                    && uri.getRawQuery() == null
                    && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Said below.
        }
        throw new InvalidValueException(
                "server_invalid",
                "Invalid server " + InvalidValueException.quote(url) + ": write it as wss://realtime.example.com.");
    }
}
