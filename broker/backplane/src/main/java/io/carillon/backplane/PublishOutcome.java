package io.carillon.backplane;

import org.jspecify.annotations.Nullable;

/** What became of a publish. */
public sealed interface PublishOutcome {

    /**
     * It was taken: it will reach those who listen, and what had to be kept is kept.
     *
     * @param position its place in the channel's stream; null if nothing of it is kept
     */
    record Accepted(@Nullable Position position) implements PublishOutcome {}

    /**
     * The same publish was taken before under the same idempotency key; nothing was published now.
     *
     * @param position the place it took then; null if nothing of it was kept
     */
    record Repeated(@Nullable Position position) implements PublishOutcome {}

    /** The idempotency key was used before for something else; nothing was published. */
    record KeyReused() implements PublishOutcome {}
}
