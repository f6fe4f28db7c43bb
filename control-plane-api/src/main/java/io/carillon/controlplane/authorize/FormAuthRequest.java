package io.carillon.controlplane.authorize;

import io.carillon.controlplane.authorize.Signing.Signed;
import io.carillon.controlplane.exchange.Answer;
import io.carillon.controlplane.exchange.Form;
import io.carillon.protocol.SocketId;
import org.jspecify.annotations.Nullable;

/**
 * {@code socket_id=1234.5678&channel_name=private-a}, as Pusher's clients send it to the endpoint of their {@code
 * channelAuthorization}; without a channel it is the one of {@code userAuthentication}. Whatever else the page sends beside
 * them counts for nothing, {@code user_id} and {@code channel_data} above all.
 *
 * @param channel its name as it came; null for a sign-in
 */
record FormAuthRequest(SocketId socket, @Nullable String channel) implements AuthRequest {

    static FormAuthRequest of(Form form) {
        return new FormAuthRequest(AuthRequest.socket(form.field("socket_id")), form.field("channel_name"));
    }

    @Override
    public @Nullable SigningUser user() {
        return null;
    }

    /** {@code {"auth":..,"channel_data":..}} or {@code {"auth":..,"user_data":..}}. */
    @Override
    public Answer answer(Signing signing) {
        Signed signed = channel == null ? signing.user() : signing.channel(channel);
        return Answer.of(json -> {
            json.writeStringField("auth", signed.auth().value());
            if (signed.data() != null) {
                json.writeStringField(channel == null ? "user_data" : "channel_data", signed.data());
            }
        });
    }
}
