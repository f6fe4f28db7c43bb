package io.carillon.client.rest;

import io.carillon.client.cipher.ChannelCipher;
import io.carillon.client.cipher.MasterKey;
import io.carillon.client.http.Host;
import io.carillon.client.time.Loop;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.Secret;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The options of a {@link Publisher}. {@link #server} and one of the two {@code app} methods are needed, the rest has defaults. */
public final class PublisherBuilder {

    private @Nullable String server;
    private @Nullable AppId app;
    private @Nullable Credentials credentials;
    private @Nullable HttpClient http;
    private RetryPolicy retry = RetryPolicy.DEFAULT;
    private Duration timeout = Duration.ofSeconds(10);

    boolean idempotencyKeys = true;

    @Nullable
    Sealing sealing;

    int concurrency = 16;
    int queueCapacity = 10_000;
    Duration closeTimeout = Duration.ofSeconds(10);

    PublisherBuilder() {}

    /**
     * Where the HTTP API is, as in {@code https://realtime.example.com}; with a path if a proxy puts one in front of {@code /apps}.
     *
     * @throws InvalidValueException {@code server_invalid}
     */
    public PublisherBuilder server(String url) {
        this.server = Host.url(url);
        return this;
    }

    /** The app, and the key pair with which requests are signed. */
    public PublisherBuilder app(String id, String key, String secret) {
        this.app = AppId.of(id);
        this.credentials = new Credentials.KeyPair(AppKey.of(key), Secret.of(secret));
        return this;
    }

    /** The app, and a server token of it. */
    public PublisherBuilder app(String id, String bearerToken) {
        this.app = AppId.of(id);
        this.credentials = new Credentials.Bearer(Secret.of(bearerToken));
        return this;
    }

    /** What is tried again, and when. {@link RetryPolicy#DEFAULT} if nothing is said. */
    public PublisherBuilder retry(RetryPolicy policy) {
        this.retry = policy;
        return this;
    }

    /**
     * Whether events without an idempotency key get one. On by default; switch it off for servers that do not know such keys: then an event is
     * sent again only if it is certain that it was not published.
     */
    public PublisherBuilder idempotencyKeys(boolean on) {
        this.idempotencyKeys = on;
        return this;
    }

    /**
     * With what the events of encrypted channels are sealed; others are not touched. Clients that may read a channel are given its key by an {@link
     * io.carillon.client.auth.Authorizer} that has the same master key.
     *
     * @param masterKey 32 bytes in base64, as Pusher's libraries have them
     * @param cipher {@code new SecretBox()} of the module carillon-client-encryption
     * @throws InvalidValueException {@code master_key_invalid}
     */
    public PublisherBuilder encryption(String masterKey, ChannelCipher cipher) {
        this.sealing = new Sealing(MasterKey.ofBase64(masterKey), cipher);
        return this;
    }

    /** How many events may wait, those under way included. 10,000 by default. */
    public PublisherBuilder queueCapacity(int events) {
        this.queueCapacity = positive("queue capacity", events);
        return this;
    }

    /** How many requests are under way at a time. 16 by default. */
    public PublisherBuilder concurrency(int requests) {
        this.concurrency = positive("concurrency", requests);
        return this;
    }

    /** How long each attempt waits for its answer. 10 seconds by default. */
    public PublisherBuilder timeout(Duration perAttempt) {
        this.timeout = perAttempt;
        return this;
    }

    /** How long {@link Publisher#close} waits for what was not yet published. 10 seconds by default. */
    public PublisherBuilder closeTimeout(Duration patience) {
        this.closeTimeout = patience;
        return this;
    }

    /** The HTTP client to use, for proxies, certificates and the like. One of the publisher's own by default. */
    public PublisherBuilder httpClient(HttpClient client) {
        this.http = client;
        return this;
    }

    /** @throws IllegalStateException if the server or the app was not said */
    public Publisher build() {
        if (server == null || app == null || credentials == null) {
            throw new IllegalStateException("A publisher needs server(...) and app(...).");
        }
        var loop = new Loop("carillon-publisher");
        var api = new Api(Host.of(server, http, timeout), app.value(), credentials, loop);
        return new Publisher(this, api, retry.retries(loop), loop);
    }

    private static int positive(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("A " + what + " of " + number + " is none: 1 or more.");
        }
        return number;
    }
}
