package io.carillon.broker.transport;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * An endpoint that sends back every message, for tools that test an implementation of RFC 6455. Below
 * {@code carillon.broker.echo}; off unless someone turns it on.
 *
 * @param enabled whether it is there
 * @param path where it is; may be {@code /}
 * @param maxMessageBytes greatest message it sends back
 */
@ConfigurationProperties("carillon.broker.echo")
public record EchoSettings(
        @Bindable(defaultValue = "false") boolean enabled,
        @Bindable(defaultValue = "/echo") String path,
        @Bindable(defaultValue = "33554432") int maxMessageBytes) {

    /** Fuzzers send large messages in tiny pieces and thousands of them at once; that is what they are for. */
    InboundLimits inboundLimits() {
        return new InboundLimits(maxMessageBytes, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
}
