package io.carillon.micronaut;

import io.micronaut.context.annotation.Executable;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that hears events.
 *
 * <pre>{@code
 * @OnEvent(channel = "orders", value = "created")
 * void created(String json, ChannelName channel) {}
 * }</pre>
 *
 * <p>It takes, each at most once and in any order: the event's data, as the {@link String} that was published or as
 * what its JSON is read as; the whole {@link io.carillon.protocol.frame.ServerFrame.ChannelEvent}; the {@link
 * io.carillon.protocol.ChannelName}. It returns nothing. What it cannot be given is told when the app starts.
 *
 * <p>Methods are called one after the other, in the order in which events come: what takes long holds the others up.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Executable(processOnStartup = true)
public @interface OnEvent {

    /** The event's name; left out for all that are published on the channel. {@code ${...}} is taken from the configuration. */
    String value() default "";

    /** The channel's name, if the class says none or another one. */
    String channel() default "";
}
