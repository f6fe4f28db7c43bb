package io.carillon.client.listener;

import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.frame.ServerFrame.ChannelEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a method that hears events takes: the event's data, as the {@link String} that was published or as a value that is read from its JSON;
 * the whole {@link ChannelEvent}; the {@link ChannelName}. Each at most once, in any order.
 */
public final class ListenerSignature {

    private enum Role {
        EVENT,
        CHANNEL,
        TEXT,
        VALUE;

        static Role of(Class<?> type) {
            if (type == ChannelEvent.class) {
                return EVENT;
            }
            if (type == ChannelName.class) {
                return CHANNEL;
            }
            return type == String.class ? TEXT : VALUE;
        }

        boolean isData() {
            return this == TEXT || this == VALUE;
        }
    }

    private final List<Role> roles;

    private ListenerSignature(List<Role> roles) {
        this.roles = List.copyOf(roles);
    }

    /**
     * That of a method.
     *
     * @param method as its author knows it, as in {@code com.example.Orders.created(Order)}
     * @throws InvalidValueException {@code listener_invalid} if it takes the data, the event or the channel twice, or returns something
     */
    public static ListenerSignature of(String method, List<? extends Class<?>> parameters, Class<?> returned) {
        if (returned != void.class && returned != Void.class) {
            throw invalid(
                    method, "it returns " + returned.getSimpleName() + ", which nobody would take: let it be void");
        }
        var roles = new ArrayList<Role>();
        for (Class<?> parameter : parameters) {
            Role role = Role.of(parameter);
            if (roles.contains(role) || (role.isData() && roles.stream().anyMatch(Role::isData))) {
                throw invalid(
                        method,
                        "it takes " + parameter.getSimpleName()
                                + " as well. One parameter is the data, as String or as what its JSON is read as;"
                                + " besides there are ChannelEvent and ChannelName, each once");
            }
            roles.add(role);
        }
        return new ListenerSignature(roles);
    }

    private static InvalidValueException invalid(String method, String why) {
        return new InvalidValueException(
                "listener_invalid", "The method " + method + " cannot hear events: " + why + ".");
    }

    /** Which parameter is to be read from JSON, counted from 0; empty if none is. */
    public OptionalInt value() {
        int place = roles.indexOf(Role.VALUE);
        return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
    }

    /** What the method is called with, its value read by {@code reader}. */
    List<@Nullable Object> arguments(ChannelEvent event, DataReader reader) throws Exception {
        var arguments = new ArrayList<@Nullable Object>();
        for (Role role : roles) {
            arguments.add(
                    switch (role) {
                        case EVENT -> event;
                        case CHANNEL -> event.channel();
                        case TEXT -> event.data();
                        case VALUE -> reader.read(event.data());
                    });
        }
        return Collections.unmodifiableList(arguments);
    }
}
