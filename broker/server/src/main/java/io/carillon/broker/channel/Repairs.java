package io.carillon.broker.channel;

import io.carillon.backplane.AppChannel;
import java.util.Collection;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The channels of which it is not known whether the others know what this node has there. They are mended a few at a time, so
 * that neither the backplane nor the clients who come meanwhile are held up. Any thread may call.
 */
final class Repairs {

    private static final int AT_ONCE = 128;

    private final Function<AppChannel, CompletionStage<Void>> mend;
    private final Executor background;
    private final Set<AppChannel> owed = ConcurrentHashMap.newKeySet();

    /**
     * @param mend mends one channel; if its stage fails, the channel is owed again
     * @param background where this begins: whoever finds that something is owed cannot wait
     */
    Repairs(Function<AppChannel, CompletionStage<Void>> mend, Executor background) {
        this.mend = mend;
        this.background = background;
    }

    /** Notes a channel, for the next time that {@link #begin} is called. */
    void owe(AppChannel channel) {
        owed.add(channel);
    }

    void owe(Collection<AppChannel> channels) {
        owed.addAll(channels);
    }

    /** How many wait for it. */
    int size() {
        return owed.size();
    }

    /** Mends what is owed by now. */
    void begin() {
        if (!owed.isEmpty()) {
            background.execute(this::fill);
        }
    }

    private void fill() {
        // Those that fail come back to the set: this round must not meet them again.
        Iterator<AppChannel> round = Set.copyOf(owed).iterator();
        for (int i = 0; i < AT_ONCE && round.hasNext(); i++) {
            next(round);
        }
    }

    private void next(Iterator<AppChannel> round) {
        AppChannel channel = take(round);
        if (channel == null) {
            return;
        }
        mend.apply(channel).whenComplete((done, failure) -> {
            if (failure != null) {
                owed.add(channel);
            }
            background.execute(() -> next(round));
        });
    }

    private @Nullable AppChannel take(Iterator<AppChannel> round) {
        synchronized (round) {
            while (round.hasNext()) {
                AppChannel channel = round.next();
                if (owed.remove(channel)) {
                    return channel;
                }
            }
            return null;
        }
    }
}
