package io.carillon.client.management;

import io.carillon.client.json.Json;
import io.carillon.protocol.InvalidValueException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A list that is fetched page by page while it is read. Nothing is kept: each iteration asks anew.
 *
 * <pre>{@code
 * for (App app : carillon.apps().list()) { show(app.name()); }
 * Page<App> first = carillon.apps().list().page(null, 20);
 * }</pre>
 */
public final class Listing<T> implements Iterable<T> {

    private static final int MAX_LIMIT = 200;

    private final ManagementApi api;
    private final String path;
    private final Map<String, ?> narrowedTo;
    private final Function<Json, T> item;

    /** @param narrowedTo what the query says of the items, by its names */
    Listing(ManagementApi api, String path, Map<String, ?> narrowedTo, Function<Json, T> item) {
        this.api = api;
        this.path = path;
        this.narrowedTo = narrowedTo;
        this.item = item;
    }

    /**
     * One page.
     *
     * @param after the {@code next} of the page before; null for the first
     * @param limit items at most, 1 to 200
     * @throws InvalidValueException {@code page_limit_invalid}
     */
    public Page<T> page(@Nullable String after, int limit) {
        return ManagementApi.await(pageAsync(after, limit));
    }

    /** As {@link #page}, without waiting. */
    public CompletableFuture<Page<T>> pageAsync(@Nullable String after, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidValueException(
                    "page_limit_invalid", "A page has 1 to " + MAX_LIMIT + " items, and not " + limit + ".");
        }
        var query = new LinkedHashMap<String, @Nullable Object>(narrowedTo);
        query.put("after", after);
        query.put("limit", limit);
        return api.send(
                Call.get(path + Call.query(query)),
                json -> new Page<>(
                        json.require("items").items().stream().map(item).toList(), json.text("next")));
    }

    /** All items; a page is waited for whenever one was read to its end. */
    @Override
    public Iterator<T> iterator() {
        return new Pages();
    }

    /** All items, as {@link #iterator} has them. */
    public Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    private final class Pages implements Iterator<T> {

        private final Deque<T> ready = new ArrayDeque<>();
        private @Nullable String after;
        private boolean last;

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && !last) {
                Page<T> page = page(after, MAX_LIMIT);
                ready.addAll(page.items());
                after = page.next();
                last = after == null;
            }
            return !ready.isEmpty();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("That was the last.");
            }
            return ready.remove();
        }
    }
}
