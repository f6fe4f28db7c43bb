package io.carillon.controlplane.authorize;

import io.carillon.controlplane.problem.Refusal;
import io.carillon.protocol.ChannelName;

/** Who asks for signatures: which channels they may have, and as which user. */
interface Claimant {

    /**
     * Passes if they may have the channel, which is a private or presence channel.
     *
     * @throws Refusal {@code scope_insufficient} or {@code channel_not_allowed}
     */
    void needs(ChannelName channel);

    /**
     * Passes if they may be signed in.
     *
     * @throws Refusal {@code scope_insufficient}
     */
    void needsSignIn();

    /** @throws Refusal {@code user_unknown} or {@code token_without_user} if it is not said */
    SigningUser user();
}
