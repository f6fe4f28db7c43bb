package io.carillon.client.realtime;

/** One listener that was bound. */
@FunctionalInterface
public interface Binding {

    /** The listener hears nothing more, but what is under way to it already. */
    void unbind();
}
