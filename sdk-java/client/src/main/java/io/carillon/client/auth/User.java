package io.carillon.client.auth;

import io.carillon.client.json.Json;
import io.carillon.client.json.JsonException;
import io.carillon.client.json.JsonWriter;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Somebody for whom an app signs.
 *
 * @param id who it is
 * @param info what others are told: JSON text of an object; {@code {}} tells nothing
 * @param watchlist users whose comings and goings this one hears of; only for sign-ins and tokens
 */
public record User(UserId id, String info, List<UserId> watchlist) {

    /** @throws InvalidValueException {@code user_info_invalid} */
    public User {
        watchlist = List.copyOf(watchlist);
        if (!isObject(info)) {
            throw new InvalidValueException(
                    "user_info_invalid", "What is told of a user is the text of a JSON object, as {\"name\":\"Ann\"}.");
        }
    }

    /** A user of whom nothing is told. */
    public static User of(String id) {
        return new User(UserId.of(id), Member.NO_INFO, List.of());
    }

    /** The same, and others are told this. */
    public User withInfo(Map<String, ?> told) {
        return new User(id, JsonWriter.write(told), watchlist);
    }

    /** The same, who hears of these users. */
    public User watching(String... users) {
        return new User(id, info, List.of(users).stream().map(UserId::of).toList());
    }

    boolean tellsNothing() {
        return info.equals(Member.NO_INFO);
    }

    /** As {@code channel_data} of a presence channel. */
    String channelData() {
        return JsonWriter.write(fields("user_id"));
    }

    /** As {@code user_data} of a sign-in. */
    String userData() {
        Map<String, Object> fields = fields("id");
        if (!watchlist.isEmpty()) {
            fields.put("watchlist", watchlist);
        }
        return JsonWriter.write(fields);
    }

    private Map<String, Object> fields(String idName) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put(idName, id);
        if (!tellsNothing()) {
            fields.put("user_info", Json.read(info));
        }
        return fields;
    }

    private static boolean isObject(String text) {
        try {
            return Json.read(text).isObject();
        } catch (JsonException notJson) {
            return false;
        }
    }
}
