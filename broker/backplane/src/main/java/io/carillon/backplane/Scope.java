package io.carillon.backplane;

import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelPattern;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How far a key or token reaches.
 *
 * @param operations what it may be used for
 * @param channels on which channels: those that match one of the patterns; what concerns the whole app needs {@link
 *     ChannelPattern#EVERY} among them
 */
public record Scope(Set<Operation> operations, List<ChannelPattern> channels) {

    /** Everything, everywhere. */
    public static final Scope EVERYTHING = new Scope(EnumSet.allOf(Operation.class), List.of(ChannelPattern.EVERY));

    public Scope {
        operations = Set.copyOf(operations);
        channels = List.copyOf(channels);
    }

    /** Whether it may be used for this at all, on whatever channel. */
    public boolean allows(Operation operation) {
        return operations.contains(operation);
    }

    /** Whether it may be used for this on the channel. */
    public boolean allows(Operation operation, ChannelName channel) {
        if (!operations.contains(operation)) {
            return false;
        }
        for (int i = 0; i < channels.size(); i++) {
            if (channels.get(i).matches(channel)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it may be used for this on every channel. */
    public boolean allowsEverywhere(Operation operation) {
        return operations.contains(operation) && channels.contains(ChannelPattern.EVERY);
    }
}
