package io.carillon.controlplane.authorize;

import io.carillon.backplane.Operation;
import io.carillon.controlplane.access.Sender;
import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.ChannelName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A server of the app: it says who the user is. */
final class ServerClaimant implements Claimant {

    private final Sender sender;
    private final @Nullable SigningUser user;

    /** @throws io.carillon.controlplane.problem.Refusal {@code user_blocked} */
    ServerClaimant(Sender sender, @Nullable SigningUser user, Instant now) {
        if (user != null) {
            sender.vouchesFor(user.member().id(), now);
        }
        this.sender = sender;
        this.user = user;
    }

    @Override
    public void needs(ChannelName channel) {
        sender.needs(Operation.toSubscribe(channel), channel);
    }

    @Override
    public void needsSignIn() {
        sender.needs(Operation.SUBSCRIBE);
    }

    @Override
    public SigningUser user() {
        if (user == null) {
            throw Problem.USER_UNKNOWN.because(
                    "The request does not say who the user is. Send JSON with a user, such as"
                            + " {\"id\":\"7\",\"user_info\":{\"name\":\"Ann\"}}.");
        }
        return user;
    }
}
