package io.carillon.controlplane.exchange;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.AvailableByteBody;
import io.micronaut.http.body.ByteBody;
import io.micronaut.http.body.CloseableAvailableByteBody;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads requests. Made at the start, so that a wrong setting stops the start and not the first request. */
@Context
public final class Calls {

    private final String pathPrefix;

    /**
     * @param pathPrefix what a reverse proxy leaves in front of {@code /apps}, which nobody signed; begins with a slash
     *     and does not end with one, or is empty
     */
    Calls(@Value("${carillon.control-plane.path-prefix:}") String pathPrefix) {
        if (!pathPrefix.isEmpty() && (!pathPrefix.startsWith("/") || pathPrefix.endsWith("/"))) {
            throw new ConfigurationException("carillon.control-plane.path-prefix is '" + pathPrefix
                    + "'; it must begin with a slash and not end with one, as in /pusher");
        }
        this.pathPrefix = pathPrefix;
    }

    /**
     * The request with its whole body. Complete at once if the body came with the headers, as small ones do.
     *
     * @return fails with the framework's exceptions if the body is larger than the server takes
     */
    public CompletionStage<Call> read(HttpRequest<?> request) {
        ByteBody body = ((ServerHttpRequest<?>) request).byteBody();
        if (body instanceof AvailableByteBody whole) {
            return CompletableFuture.completedFuture(Call.of(request, whole.toByteArray(), pathPrefix));
        }
        return body.buffer().thenApply(whole -> {
            try (CloseableAvailableByteBody bytes = whole) {
                return Call.of(request, bytes.toByteArray(), pathPrefix);
            }
        });
    }
}
