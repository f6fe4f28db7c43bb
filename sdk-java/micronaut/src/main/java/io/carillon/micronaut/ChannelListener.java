package io.carillon.micronaut;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.DefaultScope;
import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A bean whose methods hear what is published on a channel. The app subscribes when it starts.
 *
 * <pre>{@code
 * @ChannelListener("orders")
 * class Orders {
 *     @OnEvent("created")
 *     void created(Order order) {}
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Bean
@DefaultScope(Singleton.class)
public @interface ChannelListener {

    /** The channel's name; {@code ${...}} is taken from the configuration. */
    String value();
}
