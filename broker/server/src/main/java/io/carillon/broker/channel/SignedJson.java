package io.carillon.broker.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that an app signs about a user: {@code channel_data} of presence channels and {@code user_data} of sign-ins. It
 * was verified as text, so it is read as text: what the app says of the user stays to the letter.
 */
public final class SignedJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNumberLength(1_000)
                    .build())
            .build();

    private SignedJson() {}

    /**
     * A user who signs in.
     *
     * @param watchlist the users it wants to watch, in its order; empty if it gave none
     */
    public record User(UserId id, String info, List<UserId> watchlist) {
        public User {
            watchlist = List.copyOf(watchlist);
        }
    }

    /**
     * Reads {@code {"user_id": ..., "user_info": ...}}; the id may be a string or a number.
     *
     * @throws InvalidValueException {@code channel_data_invalid} or {@code user_id_invalid}
     */
    public static Member member(String channelData) {
        Fields fields = Fields.read(channelData, "user_id", "channel_data");
        return new Member(fields.id(), fields.info);
    }

    /**
     * Reads {@code {"id": ..., "user_info": ..., "watchlist": [...]}}; the id may be a string or a number.
     *
     * @throws InvalidValueException {@code user_data_invalid} or {@code user_id_invalid}
     */
    public static User user(String userData) {
        Fields fields = Fields.read(userData, "id", "user_data");
        return new User(fields.id(), fields.info, fields.watchlist);
    }

    private static final class Fields {
        private final String what;
        private final String idField;
        private @Nullable String id;
        private String info = Member.NO_INFO;
        private final List<UserId> watchlist = new ArrayList<>();

        private Fields(String what, String idField) {
            this.what = what;
            this.idField = idField;
        }

        static Fields read(String text, String idField, String what) {
            var fields = new Fields(what, idField);
            try (JsonParser json = JSON.createParser(text)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw fields.invalid("it is not a JSON object");
                }
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    fields.readField(json, text);
                }
                if (json.nextToken() != null) {
                    throw fields.invalid("something follows the JSON object");
                }
            } catch (IOException notJson) {
                throw fields.invalid("it is not well-formed JSON");
            }
            return fields;
        }

        private void readField(JsonParser json, String text) throws IOException {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals(idField) && (value == JsonToken.VALUE_STRING || value.isNumeric())) {
                // A number keeps its digits: 2^53 is no limit here.
                id = json.getText();
            } else if (field.equals("user_info") && value != JsonToken.VALUE_NULL) {
                int start = (int) json.currentTokenLocation().getCharOffset();
                json.finishToken();
                json.skipChildren();
                info = text.substring(start, (int) json.currentLocation().getCharOffset());
            } else if (field.equals("watchlist") && value == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    JsonToken entry = json.currentToken();
                    if (entry != JsonToken.VALUE_STRING && !entry.isNumeric()) {
                        throw invalid("watchlist must be an array of user ids");
                    }
                    watchlist.add(UserId.of(json.getText()));
                }
            } else {
                json.skipChildren();
            }
        }

        UserId id() {
            if (id == null) {
                throw invalid("it needs " + idField + ", a string or a number");
            }
            return UserId.of(id);
        }

        private InvalidValueException invalid(String why) {
            return new InvalidValueException(
                    what + "_invalid",
                    "Invalid " + what + ": " + why + ". It must be JSON text such as {\"" + idField
                            + "\":\"42\",\"user_info\":{\"name\":\"Ann\"}}");
        }
    }
}
