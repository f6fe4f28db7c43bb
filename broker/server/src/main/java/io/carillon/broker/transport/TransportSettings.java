package io.carillon.broker.transport;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;

/**
 * What the transport allows, all below {@code carillon.broker.transport}. Sizes are bytes.
 *
 * @param maxConnections sockets this node holds at most; beyond it they are told to come back later (4100). 0: as many
 *     as the open-file limit leaves room for
 * @param maxMessageBytes greatest message from a client. An event of 10 KiB can be six times that when all is escaped
 * @param maxFragments greatest number of fragments in a message from a client
 * @param framesPerSecond frames one client may send within a second; a client that subscribes to all its channels at once
 *     sends a burst
 * @param controlFramesPerSecond pings, pongs and close frames one client may send within a second; the .NET client
 *     pings every second
 * @param unfinishedBytes what the unfinished messages of all clients of one event loop may take together
 * @param pendingBytes what may wait for one client that does not read; beyond it the client is cut off (4100)
 * @param pendingHighWater from how much waiting on a client counts as slow
 * @param slowConsumerTime how long a client may be slow before it is cut off
 * @param slowConsumerGrace how long a client that was cut off has to read why
 * @param sendBufferBytes SO_SNDBUF; the kernel doubles it. Without it the kernel takes megabytes for a client that does
 *     not read
 * @param pongTimeout how long a client that was asked whether it is there has to answer
 * @param closeTimeout how long a client has to answer a close frame
 * @param headerDeadline how long a request's header, and a fresh connection's first one, may take
 * @param requestDeadline how long a request may take until its body has arrived
 * @param greetingDeadline how long it may take until a client is let in or refused
 * @param maxHeaders greatest number of headers of a request; their size is limited by
 *     {@code micronaut.server.netty.max-header-size}
 * @param waitingPerAddress connections of one address that have not yet sent a request
 * @param waitingPerNode connections of this node that have not yet sent a request
 * @param trustForwardedProto whether {@code X-Forwarded-Proto} tells that a client came over TLS, and {@code X-Forwarded-For} from where; only behind a proxy
 *     that sets it
 * @param ports the local ports on which sockets are accepted; empty for all. Every listener of the process shares one
 *     router, so where there is a management port, this must name the others
 */
@ConfigurationProperties("carillon.broker.transport")
public record TransportSettings(
        @Bindable(defaultValue = "0") int maxConnections,
        @Bindable(defaultValue = "102400") int maxMessageBytes,
        @Bindable(defaultValue = "1024") int maxFragments,
        @Bindable(defaultValue = "10000") int framesPerSecond,
        @Bindable(defaultValue = "100") int controlFramesPerSecond,
        @Bindable(defaultValue = "67108864") int unfinishedBytes,
        @Bindable(defaultValue = "1048576") int pendingBytes,
        @Bindable(defaultValue = "262144") int pendingHighWater,
        @Bindable(defaultValue = "30s") Duration slowConsumerTime,
        @Bindable(defaultValue = "5s") Duration slowConsumerGrace,
        @Bindable(defaultValue = "65536") int sendBufferBytes,
        @Bindable(defaultValue = "30s") Duration pongTimeout,
        @Bindable(defaultValue = "5s") Duration closeTimeout,
        @Bindable(defaultValue = "10s") Duration headerDeadline,
        @Bindable(defaultValue = "30s") Duration requestDeadline,
        @Bindable(defaultValue = "20s") Duration greetingDeadline,
        @Bindable(defaultValue = "64") int maxHeaders,
        @Bindable(defaultValue = "1024") int waitingPerAddress,
        @Bindable(defaultValue = "8192") int waitingPerNode,
        @Bindable(defaultValue = "false") boolean trustForwardedProto,
        @Bindable(defaultValue = "") List<Integer> ports) {

    public TransportSettings {
        ports = List.copyOf(ports);
    }

    InboundLimits inboundLimits() {
        return new InboundLimits(maxMessageBytes, maxFragments, framesPerSecond, controlFramesPerSecond);
    }

    /** Whole seconds, at least one. */
    static int seconds(Duration duration) {
        return (int) Math.max(1, Math.min(duration.toSeconds(), Integer.MAX_VALUE / 2));
    }
}
