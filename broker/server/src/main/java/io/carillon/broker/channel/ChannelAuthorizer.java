package io.carillon.broker.channel;

import io.carillon.backplane.App;
import io.carillon.backplane.KeyPair;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.frame.ClientFrame;
import io.carillon.protocol.frame.Objection;
import io.carillon.protocol.frame.Reason;
import io.carillon.protocol.frame.Refusals;
import io.carillon.protocol.frame.ServerFrame.SubscriptionError.Kind;
import io.carillon.protocol.signature.AuthString;
import io.carillon.protocol.signature.ChannelAuthorization;
import io.carillon.token.ConnectionToken;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
     * @param by what the subscription stands on
     */
    public record Allowed(@Nullable Member member, Standing by) implements Decision {}

    /** It may not. */
    public record Denied(Kind kind, Objection objection) implements Decision {
        Denied(Kind kind, Reason reason, String words) {
            this(kind, new Objection(reason, words));
        }
    }

    /**
     * Decides by what the frame brings along: a signature, or nothing.
     *
     * @param own what the connection came with
     * @param token the connection's token; null if it has none
     * @param user who the connection has signed in as; null if it has not
     */
    public static Decision decide(
            App app,
            Standing own,
            Standing.@Nullable OnToken token,
            SocketId socket,
            ClientFrame.Subscribe frame,
            SignedJson.@Nullable User user,
            InstantSource clock) {
        ChannelName channel = frame.channel();
        Denied tooLong = nameTooLong(app, channel);
        if (tooLong != null) {
            return tooLong;
        }
        if (!channel.type().needsAuthorization()) {
            Objection objection = own.whyNotOn(channel, app, clock);
            return objection == null ? new Allowed(null, own) : new Denied(Kind.AUTH_ERROR, objection);
        }
        try {
            if (frame.auth() != null) {
                return signed(app, socket, frame, AuthString.of(frame.auth()), user, clock);
            }
            return token == null ? unsigned(channel) : byToken(app, token, frame, clock);
        } catch (InvalidValueException invalid) {
            return new Denied(Kind.AUTH_ERROR, Objection.to(invalid));
        }
    }

    /** Decides by a token, whatever signature there may be. */
    public static Decision decide(App app, Standing.OnToken token, ClientFrame.Subscribe frame, InstantSource clock) {
        Denied tooLong = nameTooLong(app, frame.channel());
        if (tooLong != null) {
            return tooLong;
        }
        try {
            return byToken(app, token, frame, clock);
        } catch (InvalidValueException invalid) {
            return new Denied(Kind.AUTH_ERROR, Objection.to(invalid));
        }
    }

    private static @Nullable Denied nameTooLong(App app, ChannelName channel) {
        int most = app.limits().channelNameLength();
        return channel.value().length() <= most
                ? null
                : new Denied(
                        Kind.NAME_INVALID,
                        Reason.CHANNEL_NAME_OVER_LIMIT,
                        "Channel name has " + channel.value().length() + " characters; this app allows " + most);
    }

    private static Denied unsigned(ChannelName channel) {
        return new Denied(
                Kind.AUTH_ERROR,
                Reason.SIGNATURE_MISSING,
                "Channel " + channel + " needs auth: let your auth endpoint sign the socket id and the channel name");
    }

    private static Decision byToken(
            App app, Standing.OnToken standing, ClientFrame.Subscribe frame, InstantSource clock) {
        ChannelName channel = frame.channel();
        ConnectionToken token = standing.token();
        Objection objection = standing.whyNotOn(channel, app, clock);
        if (objection != null) {
            return new Denied(Kind.AUTH_ERROR, objection);
        }
        Member member = channel.type().hasMembers() ? token.member() : null;
        if (member == null) {
            return new Allowed(null, standing);
        }
        // Nobody has signed channel_data here: it may say who the client takes itself for, and no more.
        if (frame.channelData() != null
                && !SignedJson.member(frame.channelData()).id().equals(member.id())) {
            return new Denied(
                    Kind.AUTH_ERROR,
                    Reason.TOKEN_USER_DIFFERS,
                    "channel_data names another user than the token, which is for " + member.id());
        }
        return withinLimits(app, channel, member, standing);
    }

    private static Decision signed(
            App app,
            SocketId socket,
            ClientFrame.Subscribe frame,
            AuthString auth,
            SignedJson.@Nullable User user,
            InstantSource clock) {
        KeyPair pair = app.pairOf(auth.key());
        if (pair == null) {
            return new Denied(Kind.AUTH_ERROR, Refusals.invalidKey(auth.key().value()));
        }
        String signed = ChannelAuthorization.textToSign(socket, frame.channel(), frame.channelData());
        if (!pair.secret().verifies(signed, auth.signature())) {
            return new Denied(Kind.AUTH_ERROR, Refusals.invalidSignature(signed, auth.signature()));
        }
        // Behind the signature: what a key may do is nobody's business who does not have its secret.
        var standing = new Standing.OnKey(pair.key());
        Objection objection = standing.whyNotOn(frame.channel(), app, clock);
        if (objection != null) {
            return new Denied(Kind.AUTH_ERROR, objection);
        }
        return frame.channel().type().hasMembers()
                ? member(app, standing, frame, user, clock)
                : new Allowed(null, standing);
    }

    private static Decision member(
            App app,
            Standing standing,
            ClientFrame.Subscribe frame,
            SignedJson.@Nullable User user,
            InstantSource clock) {
        Member member;
        if (frame.channelData() != null) {
            member = SignedJson.member(frame.channelData());
        } else if (user != null) {
            member = new Member(user.id(), user.info());
        } else {
            return new Denied(
                    Kind.AUTH_ERROR,
                    Reason.MEMBER_MISSING,
                    "Channel " + frame.channel()
                            + " needs a signed member: send channel_data with a user_id, or sign in first");
        }
        if (!app.revocations().isEmpty()) {
            Instant now = clock.instant();
            Objection blocked = Tokens.whyNotUser(app, member.id(), now, now);
            if (blocked != null) {
                return new Denied(Kind.AUTH_ERROR, blocked);
            }
        }
        return withinLimits(app, frame.channel(), member, standing);
    }

    private static Decision withinLimits(App app, ChannelName channel, Member member, Standing standing) {
        int infoBytes = member.info().getBytes(StandardCharsets.UTF_8).length;
        int most = app.termsOf(channel).userInfoBytes();
        return infoBytes > most
                ? new Denied(
                        Kind.MEMBER_TOO_LARGE,
                        Reason.USER_INFO_TOO_LARGE,
                        "user_info has " + infoBytes + " bytes; this app allows " + most)
                : new Allowed(member, standing);
    }
}
