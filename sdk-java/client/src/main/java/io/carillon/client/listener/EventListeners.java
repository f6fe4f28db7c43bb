package io.carillon.client.listener;

import io.carillon.client.ClientError;
import io.carillon.client.realtime.Channel;
import io.carillon.client.realtime.ConnectionState;
import io.carillon.client.realtime.RealtimeClient;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.frame.ServerFrame.ChannelEvent;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets methods of an app hear events. Methods are called one after the other, in the order in which events come; one that throws, or whose data
 * cannot be read, is logged and misses that event, and the others hear it all the same.
 */
public final class EventListeners {

    private static final System.Logger LOG = System.getLogger("io.carillon.client");

    private EventListeners() {}

    /** Subscribes to all their channels and connects, without waiting. What goes wrong on the way is logged. */
    public static void start(RealtimeClient client, Collection<EventListener> listeners) {
        client.onError(why -> LOG.log(level(client), "Listening for events: " + why.getMessage()));
        Map<ChannelName, Channel> channels = new HashMap<>();
        for (EventListener listener : listeners) {
            bind(channels.computeIfAbsent(listener.channel(), name -> subscribe(client, name)), listener);
        }
        // What it comes to is told to onError.
        var unused = client.connectAsync();
    }

    /** Who stays away hears nothing until somebody looks. */
    private static Level level(RealtimeClient client) {
        return client.state() == ConnectionState.DISCONNECTED ? Level.ERROR : Level.WARNING;
    }

    private static Channel subscribe(RealtimeClient client, ChannelName name) {
        Channel channel = client.subscribe(name.value());
        channel.onError(why -> {
            if (!why.code().equals(ClientError.CLOSED.code())) {
                LOG.log(Level.ERROR, "Nothing is heard on " + name + ": " + why.getMessage(), why);
            }
        });
        return channel;
    }

    private static void bind(Channel channel, EventListener listener) {
        if (listener.event().isEmpty()) {
            channel.bindGlobal(event -> {
                if (!EventListener.isOurs(event.event())) {
                    hear(listener, event);
                }
            });
        } else {
            channel.bind(listener.event(), event -> hear(listener, event));
        }
    }

    private static void hear(EventListener listener, ChannelEvent event) {
        List<@Nullable Object> arguments;
        try {
            arguments = listener.signature().arguments(event, listener.reader());
        } catch (Exception unreadable) {
            LOG.log(
                    Level.ERROR,
                    listener.method() + " misses " + of(event) + ", whose data it cannot be given.",
                    unreadable);
            return;
        }
        try {
            listener.call().with(arguments);
        } catch (Exception fault) {
            LOG.log(Level.ERROR, listener.method() + " failed on " + of(event) + ".", fault);
        }
    }

    private static String of(ChannelEvent event) {
        return "the event " + event.event() + " on " + event.channel();
    }
}
