package io.carillon.controlplane.access;

import io.carillon.backplane.App;
import io.carillon.backplane.Operation;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import io.carillon.token.ConnectionToken;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An end user of an app, by a token that is believed and was not revoked. */
public final class TokenHolder {

    private final App app;
    private final ConnectionToken token;

    TokenHolder(App app, ConnectionToken token) {
        this.app = app;
        this.token = token;
    }

    public App app() {
        return app;
    }

    /** Who it is; null if the token does not say. */
    public @Nullable Member member() {
        return token.member();
    }

    /** The users who are watched. */
    public List<UserId> watchlist() {
        return token.watchlist();
    }

    /**
     * Passes if the token gives this on the channel.
     *
     * @throws Refusal {@code channel_not_allowed}
     */
    public void needs(Operation operation, ChannelName channel) {
        if (!token.allows(operation, channel)) {
            throw Problem.CHANNEL_NOT_ALLOWED.because(
                    "The token does not give " + operation.name().toLowerCase(Locale.ROOT) + " on channel " + channel
                            + ". Have it made with capabilities that do, or widen the scope of its key or issuer.");
        }
    }
}
