package io.carillon.broker.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.EventName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.frame.ClientFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of clients. The message is walked through once; {@code data} is kept as the place where it stands,
 * and read a second time only if the event is one whose data we must understand.
 */
final class ClientFrameReader {

    /** How deep a message may be nested. A client event's data counts, since it stands within the message. */
    static final int MAX_DEPTH = 100;

    private static final String EXAMPLE = "such as {\"event\":\"pusher:ping\",\"data\":{}}.";

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE) // the transport has limited the message before
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE) // numbers keep their text and are never computed
                    .build())
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .build();

    ClientFrame read(byte[] message, int offset, int length) {
        try {
            return readMessage(message, offset, length);
        } catch (InvalidValueException refusal) {
            return new ClientFrame.Malformed(refusal, null);
        } catch (IOException unreadable) {
            return new ClientFrame.Malformed(explain(unreadable, "The message"), null);
        }
    }

    private ClientFrame readMessage(byte[] message, int offset, int length) throws IOException {
        String event = null;
        String channel = null;
        Data data = Data.ABSENT;
        try (JsonParser parser = open(message, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw invalid("The message is not a JSON object: send one object with a string event, " + EXAMPLE);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "event" -> event = string(parser, value);
                    case "channel" -> channel = string(parser, value);
                    case "data" -> data = Data.read(parser, value, message, offset);
                    default -> parser.skipChildren();
                }
            }
            expectEnd(parser, "The message");
        }
        if (event == null) {
            throw invalid("The message has no event: send one object with a string event, " + EXAMPLE);
        }
        return switch (event) {
            case "pusher:subscribe" -> subscribe(data);
            case "pusher:unsubscribe" -> unsubscribe(data);
            case "pusher:ping" -> new ClientFrame.Ping();
            case "pusher:pong" -> new ClientFrame.Pong();
            case "pusher:signin" -> signin(data);
            case "carillon:token" -> token(data);
            default ->
                event.startsWith(EventName.CLIENT_PREFIX)
                        ? new ClientFrame.ClientEvent(event, channel, data.text())
                        : new ClientFrame.Unknown(event);
        };
    }

    private ClientFrame subscribe(Data data) throws IOException {
        Fields fields = readFields("pusher:subscribe", data);
        String name = requireChannel("pusher:subscribe", fields);
        try {
            ChannelName channel = ChannelName.of(name);
            requireText("auth", fields.authKind);
            requireText("channel_data", fields.channelDataKind);
            String auth = fields.auth;
            return new ClientFrame.Subscribe(channel, auth == null || auth.isEmpty() ? null : auth, fields.channelData);
        } catch (InvalidValueException refusal) {
            return new ClientFrame.Malformed(refusal, name);
        }
    }

    private ClientFrame unsubscribe(Data data) throws IOException {
        return new ClientFrame.Unsubscribe(
                ChannelName.of(requireChannel("pusher:unsubscribe", readFields("pusher:unsubscribe", data))));
    }

    private ClientFrame signin(Data data) throws IOException {
        Fields fields = readFields("pusher:signin", data);
        String auth = fields.auth;
        String userData = fields.userData;
        if (auth == null || auth.isEmpty() || userData == null || userData.isEmpty()) {
            throw new InvalidValueException(
                    "signin_invalid",
                    "pusher:signin needs auth and user_data, both strings that are not empty: send them as your auth"
                            + " endpoint answered them.");
        }
        return new ClientFrame.Signin(auth, userData);
    }

    private ClientFrame token(Data data) throws IOException {
        String token = readFields("carillon:token", data).token;
        if (token == null || token.isEmpty()) {
            throw new InvalidValueException(
                    "token_missing",
                    "carillon:token needs data.token, a string: the connection token, as it was made.");
        }
        return new ClientFrame.Token(token);
    }

    private static String requireChannel(String event, Fields fields) {
        String channel = fields.channel;
        if (channel == null) {
            throw new InvalidValueException(
                    "channel_missing",
                    event + " needs the name of one channel: send it as data.channel, a string; one message for each"
                            + " channel.");
        }
        return channel;
    }

    private static void requireText(String field, @Nullable JsonToken kind) {
        if (kind != null && kind != JsonToken.VALUE_STRING && kind != JsonToken.VALUE_NULL) {
            throw invalid(
                    "data." + field + " must be a string: send it as your auth endpoint answered it, not parsed.");
        }
    }

    /** Reads what stands in data: an object, or a string that holds the text of one. */
    private Fields readFields(String event, Data data) throws IOException {
        Data object = data.asObject();
        if (object == null) {
            throw invalid(event + " needs data, a JSON object or a string that holds one.");
        }
        try (JsonParser parser = open(object.bytes, object.offset, object.length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw invalid("The data of " + event + " is a string that holds no JSON object.");
            }
            var fields = new Fields();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "channel" -> fields.channel = string(parser, value);
                    case "auth" -> {
                        fields.authKind = value;
                        fields.auth = string(parser, value);
                    }
                    case "channel_data" -> {
                        fields.channelDataKind = value;
                        fields.channelData = string(parser, value);
                    }
                    case "user_data" -> fields.userData = string(parser, value);
                    case "token" -> fields.token = string(parser, value);
                    default -> parser.skipChildren();
                }
            }
            expectEnd(parser, "The data of " + event);
            return fields;
        } catch (IOException unreadable) {
            throw explain(unreadable, "The data of " + event);
        }
    }

    private JsonParser open(byte[] text, int offset, int length) throws IOException {
        // The library guesses the encoding from the first four bytes. Ours is known: nothing in JSON begins with a byte
        // order mark or has a zero among them, so whatever could mislead the guess is no JSON.
        for (int i = offset; i < offset + Math.min(length, 4); i++) {
            int b = text[i] & 0xff;
            if (b == 0 || (b >= 0x80 && i == offset)) {
                throw invalid("The message is not JSON: it begins with a byte that no JSON text begins with.");
            }
        }
        return factory.createParser(text, offset, length);
    }

    private static @Nullable String string(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    private static void expectEnd(JsonParser parser, String what) throws IOException {
        if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
            throw invalid(what + " is more than one JSON object: send each object as a message of its own.");
        }
    }

    private static InvalidValueException explain(IOException unreadable, String what) {
        if (unreadable instanceof StreamConstraintsException) {
            return new InvalidValueException(
                    "frame_too_deep", what + " is nested more than " + MAX_DEPTH + " levels deep: send it flatter.");
        }
        return invalid(what + " is not JSON: send one object with a string event, " + EXAMPLE);
    }

    private static InvalidValueException invalid(String message) {
        return new InvalidValueException("frame_invalid", message);
    }

    /** What the data of an event that is ours to read may hold. Of a repeated key the last counts. */
    private static final class Fields {
        private @Nullable String channel;
        private @Nullable JsonToken authKind;
        private @Nullable String auth;
        private @Nullable JsonToken channelDataKind;
        private @Nullable String channelData;
        private @Nullable String userData;
        private @Nullable String token;
    }

    /** A message's data. */
    private static final class Data {

        private static final Data ABSENT = new Data(null, null, new byte[0], 0, 0);

        /** The token it begins with; null if absent. */
        private final @Nullable JsonToken kind;

        /** Its text if it is a string, a number or a word; a string's without quotes and escapes. */
        private final @Nullable String scalar;

        /** Where it stands: within the message if it is an object or an array, by itself if it is a string. */
        private final byte[] bytes;

        private final int offset;
        private final int length;

        private Data(@Nullable JsonToken kind, @Nullable String scalar, byte[] bytes, int offset, int length) {
            this.kind = kind;
            this.scalar = scalar;
            this.bytes = bytes;
            this.offset = offset;
            this.length = length;
        }

        static Data read(JsonParser parser, JsonToken value, byte[] message, int offset) throws IOException {
            if (!value.isStructStart()) {
                String scalar = parser.getText();
                return new Data(value, scalar, ABSENT.bytes, 0, 0);
            }
            int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
            parser.skipChildren();
            int end = Math.toIntExact(parser.currentLocation().getByteOffset());
            return new Data(value, null, message, offset + start, end - start);
        }

        /** The place to read an object from; null if it can hold none. */
        @Nullable
        Data asObject() {
            if (kind == JsonToken.VALUE_STRING && scalar != null) {
                byte[] text = scalar.getBytes(StandardCharsets.UTF_8);
                return new Data(kind, scalar, text, 0, text.length);
            }
            return kind == JsonToken.START_OBJECT ? this : null;
        }

        @Nullable
        String text() {
            return kind == null || scalar != null ? scalar : new String(bytes, offset, length, StandardCharsets.UTF_8);
        }
    }
}
