package io.carillon.broker.channel;

import io.carillon.backplane.App;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.frame.ClientFrame;
import io.carillon.protocol.frame.Refusals;
import io.carillon.protocol.frame.ServerFrame.SubscriptionError.Kind;
import io.carillon.protocol.signature.AuthString;
import io.carillon.protocol.signature.ChannelAuthorization;
import io.carillon.protocol.signature.Secret;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Whether a connection may subscribe to a channel, and as whom. */
public final class ChannelAuthorizer {

    private ChannelAuthorizer() {}

    /** The answer. */
    public sealed interface Decision {}

    /**
     * It may.
     *
     * @param member who it is; null on channels without members
     */
    public record Allowed(@Nullable Member member) implements Decision {}

    /** It may not. */
    public record Denied(Kind kind, String message) implements Decision {}

    /**
     * Decides.
     *
     * @param user who the connection has signed in as; null if it has not
     */
    public static Decision decide(
            App app, SocketId socket, ClientFrame.Subscribe frame, SignedJson.@Nullable User user) {
        ChannelName channel = frame.channel();
        if (channel.value().length() > app.limits().channelNameLength()) {
            return new Denied(
                    Kind.NAME_INVALID,
                    "Channel name has " + channel.value().length() + " characters; this app allows "
                            + app.limits().channelNameLength());
        }
        if (!channel.type().needsAuthorization()) {
            return new Allowed(null);
        }
        try {
            Denied denied = checkSignature(app, socket, frame);
            if (denied != null) {
                return denied;
            }
            return channel.type().hasMembers() ? member(app, frame, user) : new Allowed(null);
        } catch (InvalidValueException invalid) {
            return new Denied(Kind.AUTH_ERROR, invalid.getMessage());
        }
    }

    private static @Nullable Denied checkSignature(App app, SocketId socket, ClientFrame.Subscribe frame) {
        if (frame.auth() == null) {
            return new Denied(
                    Kind.AUTH_ERROR,
                    "Channel " + frame.channel()
                            + " needs auth: let your auth endpoint sign the socket id and the channel name");
        }
        AuthString auth = AuthString.of(frame.auth());
        Secret secret = app.secretOf(auth.key());
        if (secret == null) {
            return new Denied(Kind.AUTH_ERROR, Refusals.invalidKey(auth.key().value()));
        }
        String signed = ChannelAuthorization.textToSign(socket, frame.channel(), frame.channelData());
        return secret.verifies(signed, auth.signature())
                ? null
                : new Denied(Kind.AUTH_ERROR, Refusals.invalidSignature(signed, auth.signature()));
    }

    private static Decision member(App app, ClientFrame.Subscribe frame, SignedJson.@Nullable User user) {
        Member member;
        if (frame.channelData() != null) {
            member = SignedJson.member(frame.channelData());
        } else if (user != null) {
            member = new Member(user.id(), user.info());
        } else {
            return new Denied(
                    Kind.AUTH_ERROR,
                    "Channel " + frame.channel()
                            + " needs a signed member: send channel_data with a user_id, or sign in first");
        }
        int infoBytes = member.info().getBytes(StandardCharsets.UTF_8).length;
        return infoBytes > app.limits().userInfoBytes()
                ? new Denied(
                        Kind.MEMBER_TOO_LARGE,
                        "user_info has " + infoBytes + " bytes; this app allows "
                                + app.limits().userInfoBytes())
                : new Allowed(member);
    }
}
