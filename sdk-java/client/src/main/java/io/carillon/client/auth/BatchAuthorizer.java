package io.carillon.client.auth;

import io.carillon.client.json.Json;
import io.carillon.client.json.JsonException;
import io.carillon.client.json.JsonWriter;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.SocketId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Answers requests for many channels at once, as our clients send them:
 * {@code {"socket_id":"1234.5678","channels":["private-a","presence-b"],"sign_in":true}}.
 *
 * <pre>{@code
 * String answer = new BatchAuthorizer(authorizer).answer(body, user, channel -> mayHear(user, channel));
 * }</pre>
 */
public final class BatchAuthorizer {

    private static final int MAX_CHANNELS = 100;

    private final Authorizer authorizer;

    /** @param authorizer signs */
    public BatchAuthorizer(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    /**
     * Signs for each channel that the rule allows. A channel that is refused has {@code {"error":{"code","message"}}} in the place of a
     * signature; the others are not touched by it.
     *
     * @param request the body, JSON text; a {@code user} in it is never believed
     * @param user whose request it is, as the caller found out
     * @param allowed whether this user may subscribe to a channel
     * @return the body of the answer, JSON text
     * @throws InvalidValueException {@code authorization_request_invalid} or {@code socket_id_invalid}: answer with status 400
     */
    public String answer(String request, User user, Predicate<ChannelName> allowed) {
        Json asked = read(request);
        SocketId socket = SocketId.of(socketId(asked));
        var channels = new LinkedHashMap<String, Object>();
        for (Json channel : channels(asked)) {
            String name = channel.text();
            if (name == null) {
                throw invalid("channels has something that is no string");
            }
            channels.put(name, answer(socket, name, user, allowed));
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("channels", channels);
        Json signIn = asked.get("sign_in");
        if (signIn != null && signIn.source().equals("true")) {
            answer.put("user", authorizer.user(socket, user));
        }
        return JsonWriter.write(answer);
    }

    private Map<String, Object> answer(SocketId socket, String name, User user, Predicate<ChannelName> allowed) {
        try {
            ChannelName channel = ChannelName.of(name);
            return allowed.test(channel)
                    ? authorizer.channel(socket, channel, user)
                    : error("channel_not_allowed", "The user may not subscribe to " + channel + ".");
        } catch (InvalidValueException e) {
            return error(e.code(), e.getMessage());
        }
    }

    private static Map<String, Object> error(String code, String message) {
        var error = new LinkedHashMap<String, Object>();
        error.put("code", code);
        error.put("message", message);
        return Map.of("error", error);
    }

    private static Json read(String request) {
        try {
            return Json.read(request);
        } catch (JsonException notJson) {
            throw invalid(String.valueOf(notJson.getMessage()));
        }
    }

    private static String socketId(Json asked) {
        String socketId = asked.text("socket_id");
        if (socketId == null) {
            throw invalid("there is no socket_id");
        }
        return socketId;
    }

    private static Iterable<Json> channels(Json asked) {
        Json channels = asked.get("channels");
        if (channels == null || !channels.source().startsWith("[")) {
            throw invalid("there is no array channels");
        }
        if (channels.items().size() > MAX_CHANNELS) {
            throw invalid("channels has more than " + MAX_CHANNELS + " names");
        }
        return channels.items();
    }

    private static InvalidValueException invalid(String why) {
        return new InvalidValueException(
                "authorization_request_invalid",
                "The request cannot be read (" + why
                        + "): send {\"socket_id\":\"1234.5678\",\"channels\":[\"private-a\"]}.");
    }
}
