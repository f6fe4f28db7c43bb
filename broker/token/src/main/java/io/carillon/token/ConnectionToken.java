package io.carillon.token;

import io.carillon.backplane.Operation;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token that was verified: who its holder is and what they may do. It prints neither what is told about the user nor whom they
 * watch, and there is no way back from it to the text that would open another connection.
 *
 * @param id what it can be revoked by: its {@code jti}, or {@code sha256:} and a digest of what was signed if it has none
 * @param app whose it is
 * @param issuer who signed it; null if it was signed with a key of the app
 * @param keyId the app key, or the name of the issuer's key; null if that has none
 * @param user who its holder is; null if it does not say
 * @param userInfo what others are told about the user: JSON text of an object, {@code {}} for nothing. How long it may be is for
 *     whoever tells it to look at.
 * @param capabilities what it allows
 * @param watchlist the users who are watched, each once, in the token's order. How many they may be is for whoever watches
 *     them to look at.
 * @param issuedAt its {@code iat}
 * @param expiresAt its {@code exp}: from then on, clients should have a new one
 * @param refusedFrom the moment from which it is refused: {@code expiresAt} and what clocks may differ
 */
public record ConnectionToken(
        String id,
        AppId app,
        @Nullable String issuer,
        @Nullable String keyId,
        @Nullable UserId user,
        String userInfo,
        Capabilities capabilities,
        List<UserId> watchlist,
        Instant issuedAt,
        Instant expiresAt,
        Instant refusedFrom) {

    public ConnectionToken {
        watchlist = List.copyOf(watchlist);
    }

    /** Whether its time is over. */
    public boolean isOver(Instant now) {
        return !now.isBefore(refusedFrom);
    }

    /** Whether it stands on this key of the app, and falls with it. */
    public boolean isSignedWith(AppKey key) {
        return issuer == null && key.value().equals(keyId);
    }

    /** Whether this is allowed on the channel. Allocates nothing. */
    public boolean allows(Operation operation, ChannelName channel) {
        return capabilities.allows(operation, channel);
    }

    /** The user as others see them in presence channels; null if the token does not say who it is. */
    public @Nullable Member member() {
        return user == null ? null : new Member(user, userInfo);
    }

    @Override
    public String toString() {
        return "ConnectionToken[" + id + ", app " + app + ", "
                + (issuer == null ? "signed with app key " + keyId : "issued by " + issuer) + ", user " + user
                + ", expires " + expiresAt + "]";
    }
}
