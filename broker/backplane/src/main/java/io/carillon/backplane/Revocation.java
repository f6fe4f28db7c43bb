package io.carillon.backplane;

import java.time.Instant;

/**
 * Tokens that are no longer good although their time is not over.
 *
 * @param subject whose tokens: a token's id, a user's id, or the id of the key that signed; empty for {@link Kind#ALL}
 * @param before tokens that were issued before this moment are refused. A moment that lies in the future blocks: until then,
 *     what is issued is refused, too.
 * @param until when the revocation is over, since nothing is left that it could refuse
 */
public record Revocation(Kind kind, String subject, Instant before, Instant until) {

    /** What a revocation goes by. */
    public enum Kind {
        /** One token. */
        TOKEN,
        /** A user: their tokens, and what they were signed in to before. */
        USER,
        /** A key: an app key, or one of an issuer. */
        KEY,
        /** Every token of the app. */
        ALL
    }

    /** Whether what was issued at this moment is refused now. */
    public boolean refuses(Instant issuedAt, Instant now) {
        return issuedAt.isBefore(before) && now.isBefore(until);
    }

    /** Whether nothing that is issued now would be good. */
    public boolean blocks(Instant now) {
        return refuses(now, now);
    }
}
