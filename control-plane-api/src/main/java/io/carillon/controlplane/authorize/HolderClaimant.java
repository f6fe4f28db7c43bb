package io.carillon.controlplane.authorize;

import io.carillon.backplane.Operation;
import io.carillon.controlplane.access.TokenHolder;
import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.Member;
import org.jspecify.annotations.Nullable;

/** An end user: their token says who they are. */
final class HolderClaimant implements Claimant {

    private final TokenHolder holder;

    /** @throws io.carillon.controlplane.problem.Refusal {@code user_not_accepted} if the request names a user */
    HolderClaimant(TokenHolder holder, @Nullable SigningUser named) {
        if (named != null) {
            throw Problem.USER_NOT_ACCEPTED.because(
                    "The request comes with a user's token and names a user. Leave user out: what is signed is signed as"
                            + " the token's user. Servers name users with a server token or a signed request.");
        }
        this.holder = holder;
    }

    @Override
    public void needs(ChannelName channel) {
        holder.needs(Operation.toSubscribe(channel), channel);
    }

    /** A token that says who its holder is has said all that a sign-in does. */
    @Override
    public void needsSignIn() {}

    @Override
    public SigningUser user() {
        Member member = holder.member();
        if (member == null) {
            throw Problem.TOKEN_WITHOUT_USER.because(
                    "The token does not say who its user is, so its holder is no member of"
                            + " presence channels and cannot sign in. Have it made with the user's id as sub.");
        }
        return new SigningUser(member, holder.watchlist());
    }
}
