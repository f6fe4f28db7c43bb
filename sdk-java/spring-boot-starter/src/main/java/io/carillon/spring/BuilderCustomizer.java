package io.carillon.spring;

/**
 * Sets what has no property. As a bean it is called with the builder before the client is made.
 *
 * <pre>{@code
 * @Bean
 * BuilderCustomizer<PublisherBuilder> publishing() {
 *     return builder -> builder.queueCapacity(100_000);
 * }
 * }</pre>
 *
 * @param <B> {@link io.carillon.client.rest.PublisherBuilder} or {@link io.carillon.client.realtime.RealtimeClientBuilder}
 */
@FunctionalInterface
public interface BuilderCustomizer<B> {

    /** Sets what it wants. */
    void customize(B builder);
}
