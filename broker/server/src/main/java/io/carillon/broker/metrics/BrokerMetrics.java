package io.carillon.broker.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/** The broker's counters. Any thread may count; the names under which they are published are part of our interface. */
public final class BrokerMetrics {

    public final LongAdder connectionsOpened = new LongAdder();
    public final LongAdder connectionsClosed = new LongAdder();
    public final LongAdder connectionsRefused = new LongAdder();
    public final LongAdder connectionsPostponed = new LongAdder();
    public final LongAdder slowConsumersClosed = new LongAdder();
    public final LongAdder messagesReceived = new LongAdder();
    public final LongAdder binaryMessagesIgnored = new LongAdder();
    public final LongAdder messagesMalformed = new LongAdder();
    public final LongAdder protocolViolations = new LongAdder();
    public final LongAdder floodsClosed = new LongAdder();
    public final LongAdder messagesDelivered = new LongAdder();
    public final LongAdder clientEventsPublished = new LongAdder();
    public final LongAdder clientEventsRejected = new LongAdder();
    public final LongAdder subscriptionsMade = new LongAdder();
    public final LongAdder subscriptionsRefused = new LongAdder();
    public final LongAdder subscriptionsEnded = new LongAdder();
    public final LongAdder channelsMended = new LongAdder();
    public final LongAdder channelsWithGaps = new LongAdder();
    public final LongAdder eventsReplayed = new LongAdder();

    /** Publishes every counter in a registry. */
    public void bindTo(MeterRegistry registry) {
        counter(registry, "carillon.connections.opened", connectionsOpened, "Clients that were let in");
        counter(registry, "carillon.connections.closed", connectionsClosed, "Clients that were let in and have gone");
        counter(registry, "carillon.connections.refused", connectionsRefused, "Clients that were not let in");
        counter(
                registry,
                "carillon.connections.postponed",
                connectionsPostponed,
                "Of those, clients that were told to come back because more connected within a second than are let in");
        counter(
                registry,
                "carillon.connections.slow",
                slowConsumersClosed,
                "Clients cut off because they did not read");
        counter(registry, "carillon.connections.flooding", floodsClosed, "Clients cut off because they sent too much");
        counter(
                registry,
                "carillon.connections.violating",
                protocolViolations,
                "Clients cut off because they broke RFC 6455");
        counter(registry, "carillon.messages.received", messagesReceived, "Text messages from clients");
        counter(registry, "carillon.messages.binary", binaryMessagesIgnored, "Binary messages from clients, ignored");
        counter(
                registry,
                "carillon.messages.malformed",
                messagesMalformed,
                "Messages from clients that could not be read");
        counter(registry, "carillon.messages.delivered", messagesDelivered, "Broadcast messages sent to clients");
        counter(registry, "carillon.client.events.published", clientEventsPublished, "Client events passed on");
        counter(registry, "carillon.client.events.rejected", clientEventsRejected, "Client events refused");
        counter(registry, "carillon.subscriptions.made", subscriptionsMade, "Subscriptions that succeeded");
        counter(registry, "carillon.subscriptions.refused", subscriptionsRefused, "Subscriptions that were refused");
        counter(
                registry,
                "carillon.subscriptions.ended",
                subscriptionsEnded,
                "Subscriptions that succeeded and have ended");
        counter(
                registry,
                "carillon.channels.mended",
                channelsMended,
                "Channels of which this node said anew what it has there, after something was lost or unanswered");
        counter(
                registry,
                "carillon.channels.gaps",
                channelsWithGaps,
                "Channels that missed events which were not to be had any more");
        counter(registry, "carillon.events.replayed", eventsReplayed, "Events passed on late, from the history");
        Gauge.builder("carillon.connections", this, m -> m.connectionsOpened.sum() - m.connectionsClosed.sum())
                .description("Clients connected to this node")
                .register(registry);
        Gauge.builder("carillon.subscriptions", this, m -> m.subscriptionsMade.sum() - m.subscriptionsEnded.sum())
                .description("Subscriptions on this node")
                .register(registry);
    }

    private static void counter(MeterRegistry registry, String name, LongAdder adder, String description) {
        FunctionCounter.builder(name, adder, LongAdder::sum)
                .description(description)
                .register(registry);
    }
}
