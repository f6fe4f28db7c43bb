package io.carillon.client.management;

import io.carillon.client.http.Host;
import io.carillon.client.http.Retries;
import io.carillon.client.rest.RetryPolicy;
import io.carillon.client.time.Backoff;
import io.carillon.client.time.Loop;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.Secret;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The options of a {@link ManagementClient}. {@link #server} and {@link #token} are needed, the rest has defaults. */
public final class ManagementClientBuilder {

    private @Nullable String server;
    private @Nullable Secret token;
    private @Nullable HttpClient http;
    private RetryPolicy retry = RetryPolicy.DEFAULT;
    private Duration timeout = Duration.ofSeconds(30);

    ManagementClientBuilder() {}

    /**
     * Where the platform is, as in {@code https://realtime.example.com}; with a path if a proxy puts one in front of {@code /api/v1}.
     *
     * @throws InvalidValueException {@code server_invalid}
     */
    public ManagementClientBuilder server(String url) {
        this.server = Host.url(url);
        return this;
    }

    /**
     * An API token of a person, which they make in the console, or of an organisation, as {@link OrganisationTokens#create} makes it. Server tokens
     * of apps, which publish, are others.
     *
     * @throws InvalidValueException {@code secret_invalid} if it is empty, or has characters that no token has
     */
    public ManagementClientBuilder token(String apiToken) {
        if (!apiToken.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new InvalidValueException(
                    "secret_invalid",
                    "The API token has characters that no token has, perhaps a line's end: copy it anew.");
        }
        this.token = Secret.of(apiToken);
        return this;
    }

    /** What is tried again, and when: whatever comes to the same when it is done twice. {@link RetryPolicy#DEFAULT} if nothing is said. */
    public ManagementClientBuilder retry(RetryPolicy policy) {
        this.retry = policy;
        return this;
    }

    /** How long each attempt waits for its answer. 30 seconds by default. */
    public ManagementClientBuilder timeout(Duration perAttempt) {
        this.timeout = perAttempt;
        return this;
    }

    /** The HTTP client to use, for proxies, certificates and the like. One of the management client's own by default. */
    public ManagementClientBuilder httpClient(HttpClient client) {
        this.http = client;
        return this;
    }

    /** @throws IllegalStateException if the server or the token was not said */
    public ManagementClient build() {
        if (server == null || token == null) {
            throw new IllegalStateException("A management client needs server(...) and token(...).");
        }
        var loop = new Loop("carillon-management");
        var retries = new Retries(
                retry.attempts(),
                new Backoff(retry.firstPause(), retry.longestPause()),
                retry.longestRetryAfter(),
                loop);
        return new ManagementClient(new ManagementApi(Host.of(server, http, timeout), token, retries, loop));
    }
}
