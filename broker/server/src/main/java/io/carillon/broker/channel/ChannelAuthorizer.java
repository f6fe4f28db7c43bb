package io.carillon.broker.channel;

import io.carillon.backplane.App;
import io.carillon.backplane.KeyPair;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.frame.ClientFrame;
import io.carillon.protocol.frame.Refusals;
import io.carillon.protocol.frame.ServerFrame.SubscriptionError.Kind;
import io.carillon.protocol.signature.AuthString;
import io.carillon.protocol.signature.ChannelAuthorization;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
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
     * @param by the key that the subscription stands on
     */
    public record Allowed(@Nullable Member member, AppKey by) implements Decision {}

    /** It may not. */
    public record Denied(Kind kind, String message) implements Decision {}

    /**
     * Decides.
     *
     * @param own the key that the connection stands on
     * @param user who the connection has signed in as; null if it has not
     */
    public static Decision decide(
            App app,
            AppKey own,
            SocketId socket,
            ClientFrame.Subscribe frame,
            SignedJson.@Nullable User user,
            InstantSource clock) {
        ChannelName channel = frame.channel();
        if (channel.value().length() > app.limits().channelNameLength()) {
            return new Denied(
                    Kind.NAME_INVALID,
                    "Channel name has " + channel.value().length() + " characters; this app allows "
                            + app.limits().channelNameLength());
        }
        if (!channel.type().needsAuthorization()) {
            String objection = Keys.whyNotOn(channel, app, own, clock);
            return objection == null ? new Allowed(null, own) : new Denied(Kind.AUTH_ERROR, objection);
        }
        try {
            return signed(app, socket, frame, user, clock);
        } catch (InvalidValueException invalid) {
            return new Denied(Kind.AUTH_ERROR, invalid.getMessage());
        }
    }

    private static Decision signed(
            App app,
            SocketId socket,
            ClientFrame.Subscribe frame,
            SignedJson.@Nullable User user,
            InstantSource clock) {
        if (frame.auth() == null) {
            return new Denied(
                    Kind.AUTH_ERROR,
                    "Channel " + frame.channel()
                            + " needs auth: let your auth endpoint sign the socket id and the channel name");
        }
        AuthString auth = AuthString.of(frame.auth());
        KeyPair pair = app.pairOf(auth.key());
        if (pair == null) {
            return new Denied(Kind.AUTH_ERROR, Refusals.invalidKey(auth.key().value()));
        }
        String signed = ChannelAuthorization.textToSign(socket, frame.channel(), frame.channelData());
        if (!pair.secret().verifies(signed, auth.signature())) {
            return new Denied(Kind.AUTH_ERROR, Refusals.invalidSignature(signed, auth.signature()));
        }
        // Behind the signature: what a key may do is nobody's business who does not have its secret.
        String objection = Keys.whyNotOn(frame.channel(), app, pair.key(), clock);
        if (objection != null) {
            return new Denied(Kind.AUTH_ERROR, objection);
        }
        return frame.channel().type().hasMembers()
                ? member(app, pair.key(), frame, user)
                : new Allowed(null, pair.key());
    }

    private static Decision member(App app, AppKey by, ClientFrame.Subscribe frame, SignedJson.@Nullable User user) {
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
        int most = app.termsOf(frame.channel()).userInfoBytes();
        return infoBytes > most
                ? new Denied(Kind.MEMBER_TOO_LARGE, "user_info has " + infoBytes + " bytes; this app allows " + most)
                : new Allowed(member, by);
    }
}
