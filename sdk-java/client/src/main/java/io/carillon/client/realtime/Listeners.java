package io.carillon.client.realtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Who wants to hear of something. Safe for all threads; each is called on the executor that the app chose. */
final class Listeners<T> {

    private static final System.Logger LOG = System.getLogger("io.carillon.client");

    private final List<Consumer<? super T>> listeners = new CopyOnWriteArrayList<>();
    private final Executor executor;

    Listeners(Executor executor) {
        this.executor = executor;
    }

    Binding add(Consumer<? super T> listener) {
        // Bound twice it hears twice, and each binding ends by itself.
        Consumer<T> own = listener::accept;
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    void tell(T what) {
        for (Consumer<? super T> listener : listeners) {
            try {
                executor.execute(() -> tell(listener, what));
            } catch (RejectedExecutionException closed) {
                // Nobody is called any more.
                return;
            }
        }
    }

    private void tell(Consumer<? super T> listener, T what) {
        try {
            listener.accept(what);
        } catch (RuntimeException | Error fault) {
            // It is the app's: the others hear all the same, and so does this one next time.
            LOG.log(System.Logger.Level.ERROR, "A listener failed.", fault);
        }
    }
}
