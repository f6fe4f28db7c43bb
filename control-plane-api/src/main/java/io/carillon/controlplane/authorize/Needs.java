package io.carillon.controlplane.authorize;

import io.carillon.backplane.Operation;
import io.carillon.protocol.ChannelName;

/** What a subscription needs. */
final class Needs {

    private Needs() {}

    static Operation operation(ChannelName channel) {
        return channel.type().hasMembers() ? Operation.PRESENCE : Operation.SUBSCRIBE;
    }
}
