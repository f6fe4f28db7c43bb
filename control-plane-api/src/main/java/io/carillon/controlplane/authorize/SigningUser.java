package io.carillon.controlplane.authorize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The user for whom something is signed.
 *
 * @param member who it is, and what others are told about them
 * @param watchlist the users whose comings and goings they hear of
 */
record SigningUser(Member member, List<UserId> watchlist) {

    private static final JsonFactory JSON = new JsonFactory();

    SigningUser {
        watchlist = List.copyOf(watchlist);
    }

    /** In bytes. */
    int infoSize() {
        return member.info().getBytes(StandardCharsets.UTF_8).length;
    }

    /** {@code {"user_id":"7","user_info":{..}}}. */
    String channelData() {
        return object(json -> {
            json.writeStringField("user_id", member.id().value());
            writeInfo(json);
        });
    }

    /** {@code {"id":"7","user_info":{..},"watchlist":[..]}}. */
    String userData() {
        return object(json -> {
            json.writeStringField("id", member.id().value());
            writeInfo(json);
            if (!watchlist.isEmpty()) {
                json.writeArrayFieldStart("watchlist");
                for (UserId watched : watchlist) {
                    json.writeString(watched.value());
                }
                json.writeEndArray();
            }
        });
    }

    private void writeInfo(JsonGenerator json) throws IOException {
        if (!member.info().equals(Member.NO_INFO)) {
            json.writeFieldName("user_info");
            json.writeRawValue(member.info());
        }
    }

    private static String object(Fields fields) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory does not fail", e);
        }
        return text.toString();
    }

    @FunctionalInterface
    private interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }
}
