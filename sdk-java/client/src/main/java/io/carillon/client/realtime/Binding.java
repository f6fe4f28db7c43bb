package io.carillon.client.realtime;

/**
 * One listener that was bound.
 *
 * <pre>{@code
 * Binding binding = client.subscribe("my-channel").bind("greeting", event -> show(event.data()));
 * binding.unbind();
 * }</pre>
 */
@FunctionalInterface
public interface Binding {

    /** The listener hears nothing more, but what is under way to it already. */
    void unbind();
}
