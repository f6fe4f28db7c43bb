package io.carillon.client.listener;

import io.carillon.protocol.ChannelName;
import io.carillon.protocol.EventName;
import io.carillon.protocol.InvalidValueException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method of the app that hears events.
 *
 * @param method as its author knows it; stands in what is logged
 * @param event the name of the events; empty for all that are published on the channel
 * @param reader reads what {@link ListenerSignature#value} says
 */
public record EventListener(
        String method, ChannelName channel, String event, ListenerSignature signature, DataReader reader, Call call) {

    /** Calls the method. */
    @FunctionalInterface
    public interface Call {

        /** @throws Exception what the method throws */
        void with(List<@Nullable Object> arguments) throws Exception;
    }

    /** @throws InvalidValueException if the event can have no such name */
    public EventListener {
        if (!event.isEmpty() && !isOurs(event)) {
            EventName.of(event);
        }
    }

    /** Whether it is the platform that speaks, as in {@code pusher:subscription_succeeded}. */
    static boolean isOurs(String event) {
        return event.startsWith("pusher:");
    }
}
