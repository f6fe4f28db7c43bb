package io.carillon.controlplane.check;

import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of looking at a token. It does not hold the token.
 *
 * @param good whether the app's nodes take it now
 * @param code why it is not good; null if it is
 * @param message the same in words, and how to mend it; null if it is good
 * @param revokedBy the revocation that refuses it; null if none does
 * @param holder what it says, if it was believed; null if it was not
 * @param channel what it may do on the channel that was asked for; null if none was, or if it is not good
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record TokenCheckView(
        boolean good,
        @Nullable String code,
        @Nullable String message,
        @Nullable RevokedBy revokedBy,
        @Nullable Holder holder,
        @Nullable ChannelVerdict channel) {

    /**
     * A revocation.
     *
     * @param kind {@code token}, {@code user}, {@code key} or {@code all}
     * @param subject the id of the token, user or key; empty for all
     * @param issuedBefore what was issued before is refused
     * @param until when it is over
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record RevokedBy(String kind, String subject, Instant issuedBefore, Instant until) {}

    /**
     * What a token says of who shows it.
     *
     * @param id what it can be revoked by
     * @param issuer who signed it; null if it was signed with a key of the app
     * @param key the app key, or the name of the issuer's key; null if that has none
     * @param user null if it does not say
     * @param capabilities patterns of channels with what they give
     * @param scope the most that whoever signed can give; null if that is everything
     * @param refusedFrom when it is no longer taken: its end, and what clocks may differ
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Holder(
            String id,
            @Nullable String issuer,
            @Nullable String key,
            @Nullable String user,

            @Schema(implementation = Map.class) JsonNode userInfo,

            Map<String, List<String>> capabilities,
            @Nullable Limit scope,
            List<String> watchlist,
            Instant issuedAt,
            Instant expiresAt,
            Instant refusedFrom) {}

    /** The most that a signer can give: these operations on channels that match one of these patterns. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Limit(List<String> operations, List<String> channels) {}
}
