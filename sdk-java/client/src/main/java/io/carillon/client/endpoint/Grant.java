package io.carillon.client.endpoint;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.Refusal;
import io.carillon.client.json.Json;
import io.carillon.client.realtime.ChannelGrant;
import io.carillon.client.realtime.UserGrant;
import io.carillon.protocol.ChannelName;
import org.jspecify.annotations.Nullable;

/** What an endpoint has answered about one channel, or about the user. */
final class Grant {

    private Grant() {}

    /** @param answer null if there is none about it */
    static ChannelGrant channel(@Nullable Json answer, String endpoint, ChannelName channel) {
        return ChannelGrant.ofJson(
                signed(answer, endpoint, "channel " + channel, "auth").source());
    }

    /** @param answer null if there is none about the user */
    static UserGrant user(@Nullable Json answer, String endpoint) {
        return UserGrant.ofJson(
                signed(answer, endpoint, "the user", "user_data").source());
    }

    private static Json signed(@Nullable Json answer, String endpoint, String what, String needed) {
        Json error = answer == null ? null : answer.get("error");
        if (error != null) {
            String code = error.text("code");
            String message = error.text("message");
            throw new CarillonException(
                    new Refusal(
                            code == null ? ClientError.AUTHORIZATION_FAILED.code() : code,
                            403,
                            message == null ? endpoint + " refused " + what + "." : message,
                            null,
                            false,
                            null),
                    null);
        }
        if (answer == null || answer.text("auth") == null || answer.text(needed) == null) {
            throw ClientError.ANSWER_INVALID.because(endpoint + " answered 200 without a signature for " + what
                    + ": an auth endpoint answers {\"auth\":\"KEY:SIGNATURE\"}, with user_data for a user.");
        }
        return answer;
    }
}
