package io.carillon.controlplane.authorize;

import io.carillon.backplane.App;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.signature.AuthString;
import org.jspecify.annotations.Nullable;

/** Signs for one connection what its claimant may have, as the broker will look at it. */
final class Signing {

    private final App app;
    private final Signer signer;
    private final SocketId socket;
    private final Claimant claimant;

    Signing(App app, Signer signer, SocketId socket, Claimant claimant) {
        this.app = app;
        this.signer = signer;
        this.socket = socket;
        this.claimant = claimant;
    }

    /**
     * What was signed.
     *
     * @param data the {@code channel_data} or {@code user_data} that belongs to it; null if there is none
     */
    record Signed(AuthString auth, @Nullable String data) {}

    /**
     * The word that the connection may subscribe to the channel of this name.
     *
     * @throws Refusal if it may not; so do names that cannot be
     * @throws InvalidValueException what {@link Signer#authorize} throws
     */
    Signed channel(String name) {
        ChannelName channel = ChannelName.of(name);
        int most = app.limits().channelNameLength();
        if (name.length() > most) {
            throw Problem.CHANNEL_NAME_TOO_LONG.because("The name of channel " + channel + " has " + name.length()
                    + " characters; this app allows " + most + ". Shorten it; its prefix counts.");
        }
        Signer.requireAuthorized(channel);
        claimant.needs(channel);
        if (!channel.type().hasMembers()) {
            return new Signed(signer.authorize(socket, channel, null), null);
        }
        SigningUser user = within(app.termsOf(channel).userInfoBytes());
        String data = user.channelData();
        return new Signed(signer.authorize(socket, channel, data), data);
    }

    /**
     * The word that the connection belongs to the claimant's user.
     *
     * @throws Refusal {@code user_unknown}, {@code token_without_user}, {@code user_info_too_large} or {@code scope_insufficient}
     * @throws InvalidValueException {@code app_without_keys}
     */
    Signed user() {
        claimant.needsSignIn();
        String data = within(app.limits().userInfoBytes()).userData();
        return new Signed(signer.authenticate(socket, data), data);
    }

    private SigningUser within(int most) {
        SigningUser user = claimant.user();
        if (user.infoSize() > most) {
            throw Problem.USER_INFO_TOO_LARGE.because("user_info has " + user.infoSize()
                    + " bytes; user_info_bytes allows " + most + " here. Tell less, or raise the limit.");
        }
        return user;
    }
}
