package io.carillon.broker.connection;

import io.carillon.backplane.Backplane;
import io.carillon.broker.channel.Channels;
import io.carillon.broker.metrics.BrokerMetrics;
import io.carillon.token.TokenDesk;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What all connections of a node have in common: each holds but one reference to it.
 *
 * @param nanos a clock that only grows, as {@link System#nanoTime}
 * @param clock tells when keys and tokens end
 */
record Services(
        Channels channels,
        Backplane backplane,
        BrokerMetrics metrics,
        TokenDesk tokens,
        LongSupplier nanos,
        InstantSource clock) {}
