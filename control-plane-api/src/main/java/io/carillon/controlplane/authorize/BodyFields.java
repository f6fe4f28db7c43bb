package io.carillon.controlplane.authorize;

import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import io.carillon.token.json.Json;
import io.carillon.token.json.JsonNull;
import io.carillon.token.json.JsonNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of an object in a body. One that is null counts as not there; what nobody asks for is passed over. */
final class BodyFields {

    private static final int MOST_WATCHED = 1_000;
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,40}");

    private final String path;
    private final Map<String, Object> fields;

    /** @param path what stands in front of the names of the fields, for those who read refusals */
    BodyFields(String path, Map<String, Object> fields) {
        this.path = path;
        this.fields = fields;
    }

    @Nullable
    String text(String name) {
        Object value = value(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrongType(name, "a string");
    }

    boolean flag(String name) {
        Object value = value(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw wrongType(name, "true or false");
    }

    @Nullable
    BodyFields object(String name) {
        Object value = value(name);
        Map<String, Object> object = Json.asObject(value);
        if (value != null && object == null) {
            throw wrongType(name, "an object");
        }
        return object == null ? null : new BodyFields(path + name + ".", object);
    }

    /** @throws Refusal {@code channels_too_many} if there are more than that */
    List<String> texts(String name, int most) {
        List<?> list = list(name, "a list of channel names");
        if (list.size() > most) {
            throw Problem.CHANNELS_TOO_MANY.because("The request names " + list.size() + " channels; at most " + most
                    + " are signed at once. Send the rest in another request.");
        }
        var texts = new ArrayList<String>(list.size());
        for (Object item : list) {
            if (!(item instanceof String text)) {
                throw wrongType(name, "a list of channel names, each a string");
            }
            texts.add(text);
        }
        return texts;
    }

    /** This object as {@code {"id":"7","user_info":{..},"watchlist":["8"]}}. */
    SigningUser asUser() {
        BodyFields info = object("user_info");
        var member = new Member(id("id", value("id")), info == null ? Member.NO_INFO : Json.write(info.fields));
        List<?> watched = list("watchlist", "a list of user ids");
        if (watched.size() > MOST_WATCHED) {
            throw wrongType("watchlist", "a list of at most " + MOST_WATCHED + " user ids");
        }
        return new SigningUser(
                member, watched.stream().map(id -> id("watchlist", id)).toList());
    }

    private UserId id(String name, @Nullable Object value) {
        if (value == null) {
            throw Problem.FIELD_MISSING.because("The body lacks " + path + name + ", the id of the user.");
        }
        if (value instanceof String text) {
            return UserId.of(text);
        }
        if (value instanceof JsonNumber number && WHOLE.matcher(number.text()).matches()) {
            return UserId.of(number.text());
        }
        throw wrongType(name, "a user's id: a string or a whole number");
    }

    private List<?> list(String name, String what) {
        Object value = value(name);
        if (value == null || value instanceof List) {
            return value == null ? List.of() : (List<?>) value;
        }
        throw wrongType(name, what);
    }

    private @Nullable Object value(String name) {
        Object value = fields.get(name);
        return value == JsonNull.NULL ? null : value;
    }

    private Refusal wrongType(String name, String expected) {
        return Problem.FIELD_TYPE_WRONG.because("The field " + path + name + " must be " + expected + ".");
    }
}
