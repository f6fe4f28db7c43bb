package io.carillon.client.realtime;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.time.Waiting;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The connection token that a client has. Belongs to the client's loop. */
final class Tokens {

    private final @Nullable TokenSource source;
    private final Executor loop;
    private @Nullable String held;

    Tokens(@Nullable TokenSource source, Executor loop) {
        this.source = source;
        this.loop = loop;
    }

    /** Whether connections have tokens. */
    boolean areUsed() {
        return source != null;
    }

    /** The next one has to be fetched. */
    void discard() {
        held = null;
    }

    /** Hands over the token that is there, a new one, or nothing if none are used; or why none could be fetched. On the loop. */
    void get(BiConsumer<@Nullable String, @Nullable CarillonException> then) {
        if (source == null || held != null) {
            then.accept(held, null);
        } else {
            fetch(source, then);
        }
    }

    private void fetch(TokenSource from, BiConsumer<@Nullable String, @Nullable CarillonException> then) {
        Waiting.then(
                Waiting.begin(from::fetch),
                (token, failure) -> loop.execute(() -> {
                    if (failure == null && token != null) {
                        held = token;
                        then.accept(token, null);
                    } else {
                        Throwable why = failure == null ? new NullPointerException("no token") : failure;
                        then.accept(
                                null,
                                ClientError.TOKEN_FETCH_FAILED.because(
                                        "No connection token could be fetched: " + why
                                                + ". Look at the tokens function of the builder, and what it asks.",
                                        why));
                    }
                }));
    }
}
