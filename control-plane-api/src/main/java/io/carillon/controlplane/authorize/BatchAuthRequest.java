package io.carillon.controlplane.authorize;

import com.fasterxml.jackson.core.JsonGenerator;
import io.carillon.controlplane.authorize.Signing.Signed;
import io.carillon.controlplane.exchange.Answer;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.SocketId;
import io.carillon.token.json.Json;
import io.carillon.token.json.MalformedJsonException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code {"socket_id":"1234.5678","channels":["private-a","presence-b"],"user":{"id":"7"},"sign_in":true}}: any number of channels
 * at once, some of which may be refused.
 *
 * @param channels their names as they came, each once
 * @param signIn whether the user is to be signed, too
 */
record BatchAuthRequest(
        SocketId socket, Set<String> channels, @Nullable SigningUser user, boolean signIn) implements AuthRequest {

    /** How many channels one request may name. */
    static final int MOST_CHANNELS = 100;

    static BatchAuthRequest of(byte[] body) {
        var fields = new BodyFields("", object(body));
        Set<String> channels = new LinkedHashSet<>(fields.texts("channels", MOST_CHANNELS));
        boolean signIn = fields.flag("sign_in");
        if (channels.isEmpty() && !signIn) {
            throw Problem.FIELD_MISSING.because(
                    "The body names nothing to sign. Send channels, a list of names, or sign_in, or both.");
        }
        BodyFields user = fields.object("user");
        return new BatchAuthRequest(
                AuthRequest.socket(fields.text("socket_id")), channels, user == null ? null : user.asUser(), signIn);
    }

    private static Map<String, Object> object(byte[] body) {
        try {
            return Json.object(body);
        } catch (MalformedJsonException e) {
            throw Problem.BODY_MALFORMED.because("The body is no JSON that can be read: " + e.getMessage()
                    + ". Send one JSON object; a form needs Content-Type: application/x-www-form-urlencoded.");
        }
    }

    @Override
    public Answer answer(Signing signing) {
        return Answer.of(json -> {
            json.writeObjectFieldStart("channels");
            for (String name : channels) {
                write(name, () -> signing.channel(name), "channel_data", json);
            }
            json.writeEndObject();
            if (signIn) {
                write("user", signing::user, "user_data", json);
            }
        });
    }

    private static void write(String field, Supplier<Signed> signing, String dataField, JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart(field);
        try {
            Signed signed = signing.get();
            json.writeStringField("auth", signed.auth().value());
            if (signed.data() != null) {
                json.writeStringField(dataField, signed.data());
            }
        } catch (Refusal refused) {
            writeError(refused.problem().code(), refused, json);
        } catch (InvalidValueException invalid) {
            writeError(invalid.code(), invalid, json);
        }
        json.writeEndObject();
    }

    private static void writeError(String code, RuntimeException why, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("error");
        json.writeStringField("code", code);
        json.writeStringField("message", String.valueOf(why.getMessage()));
        json.writeEndObject();
    }
}
