package io.carillon.client.listener;

import org.jspecify.annotations.Nullable;

/**
 * Reads the data of an event as what a method takes.
 *
 * <pre>{@code
 * DataReader numbers = Integer::valueOf;
 * }</pre>
 */
@FunctionalInterface
public interface DataReader {

    /**
     * The value of JSON text.
     *
     * @throws Exception if the text cannot be read as that
     */
    @Nullable
    Object read(String json) throws Exception;
}
