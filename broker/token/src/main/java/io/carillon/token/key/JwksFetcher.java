package io.carillon.token.key;

import io.carillon.protocol.InvalidValueException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads a key set from its URL once: no redirects, no more bytes and no more time than it was given. */
final class JwksFetcher implements AutoCloseable {

    // They ask for addresses: a name server that does not answer holds one for a while, a key set takes one at most.
    private static final int RESOLVERS = 16;
    private static final int OK = 200;

    private final JwksSettings settings;
    private final AddressGuard guard;
    private final ExecutorService resolvers;
    private @Nullable HttpClient client;

    JwksFetcher(JwksSettings settings) {
        this.settings = settings;
        this.guard = new AddressGuard(settings.privateAddressesAllowed());
        var pool = new ThreadPoolExecutor(
                RESOLVERS, RESOLVERS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), JwksFetcher::thread);
        pool.allowCoreThreadTimeOut(true);
        this.resolvers = pool;
    }

    /** Made with the first fetch: it has a thread that nobody can end, and most servers fetch nothing. */
    private synchronized HttpClient client() {
        if (client == null) {
            // A redirect would lead past the checks of the URL, and no issuer needs one.
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(settings.timeout())
                    .build();
        }
        return client;
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "carillon-jwks-resolver");
        thread.setDaemon(true);
        return thread;
    }

    /** Fails with {@link KeysUnavailableException}. */
    CompletionStage<KeySet> fetch(JwksUrl url) {
        var answer = new CompletableFuture<KeySet>();
        CompletableFuture<JwksUrl> checked;
        try {
            checked = CompletableFuture.supplyAsync(() -> checked(url), resolvers);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedStage(
                    new KeysUnavailableException("is not fetched any more: the server stops"));
        }
        CompletableFuture<HttpResponse<byte[]>> response = checked.thenCompose(good -> send(good, answer));
        response.thenApply(this::read).whenComplete((keys, failure) -> {
            if (failure == null) {
                answer.complete(keys);
            } else {
                answer.completeExceptionally(explained(failure));
            }
        });
        return answer.orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(explained(failure)));
    }

    private JwksUrl checked(JwksUrl url) {
        try {
            guard.check(url);
            return url;
        } catch (KeysUnavailableException e) {
            throw new CompletionException(e);
        }
    }

    private CompletableFuture<HttpResponse<byte[]>> send(JwksUrl url, CompletableFuture<KeySet> answer) {
        HttpRequest request = HttpRequest.newBuilder(url.uri())
                .timeout(settings.timeout())
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        if (answer.isDone()) {
            // The address came too late.
            return CompletableFuture.failedFuture(new TimeoutException());
        }
        CompletableFuture<HttpResponse<byte[]>> response =
                client().sendAsync(request, head -> new BoundedBody(settings.maxBytes()));
        // The client's own timeout ends with the headers: a body that trickles has to be cut off here.
        answer.whenComplete((keys, failure) -> response.cancel(true));
        return response;
    }

    private KeySet read(HttpResponse<byte[]> response) {
        if (response.statusCode() != OK) {
            throw new CompletionException(
                    new KeysUnavailableException("was answered with status " + response.statusCode() + " instead of 200"
                            + (isRedirect(response) ? "; redirects are not followed" : "")));
        }
        try {
            return JwkKeys.read(new String(response.body(), StandardCharsets.UTF_8));
        } catch (InvalidValueException e) {
            throw new CompletionException(new KeysUnavailableException("is not one: " + e.getMessage()));
        }
    }

    private static boolean isRedirect(HttpResponse<?> response) {
        return response.statusCode() / 100 == 3;
    }

    private Throwable explained(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof KeysUnavailableException) {
            return cause;
        }
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            return new KeysUnavailableException(
                    "did not come within " + settings.timeout().toMillis() + " ms");
        }
        return new KeysUnavailableException("could not be fetched: the connection failed");
    }

    @Override
    public void close() {
        resolvers.shutdownNow();
    }
}
