package io.carillon.client.management;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items in the list's order
 * @param next what the part that follows begins after; null if this is the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

    public Page {
        items = List.copyOf(items);
    }

    /** To be handed to {@link Listing#page}; empty if this is the last. */
    public Optional<String> following() {
        return Optional.ofNullable(next);
    }
}
