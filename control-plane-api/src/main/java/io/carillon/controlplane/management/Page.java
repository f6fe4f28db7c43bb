package io.carillon.controlplane.management;

import io.carillon.protocol.InvalidValueException;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items in the list's order
 * @param next to be sent as {@code after} for the part that follows; null if this is the last
 */
@Serdeable
public record Page<T>(List<T> items, @Nullable String next) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    public Page {
        items = List.copyOf(items);
    }

    /**
     * The part of at most so many items.
     *
     * @param oneMore what was found when one more than the limit was asked for
     * @param id what the next part begins after
     */
    public static <T> Page<T> of(List<T> oneMore, int limit, Function<T, String> id) {
        return oneMore.size() <= limit
                ? new Page<>(oneMore, null)
                : new Page<>(oneMore.subList(0, limit), id.apply(oneMore.get(limit - 1)));
    }

    /** The same with other items. */
    public <S> Page<S> map(Function<T, S> other) {
        return new Page<>(items.stream().map(other).toList(), next);
    }

    /**
     * A limit as it was asked for.
     *
     * @throws InvalidValueException {@code page_limit_invalid}
     */
    public static int limit(@Nullable Integer asked) {
        int limit = asked == null ? DEFAULT_LIMIT : asked;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidValueException(
                    "page_limit_invalid", "limit is " + limit + "; a page has 1 to " + MAX_LIMIT + " items.");
        }
        return limit;
    }
}
