package io.carillon.controlplane.revoke;

import io.carillon.backplane.Revocation.Kind;
import io.carillon.controlplane.app.RevocationRow;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.UserId;
import io.carillon.token.TokenIds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens are meant.
 *
 * @param subject the id of the token, user or key; empty for all
 * @param ends when the one token that is meant would be refused anyway; null if that is not known
 */
record Aim(Kind kind, String subject, @Nullable Instant ends) {

    static final Aim ALL = new Aim(Kind.ALL, "", null);

    private static final int LONGEST_KEY = 256;

    /** @throws InvalidValueException {@code revocation_invalid}; as do all of these */
    static Aim atToken(String id, @Nullable Instant ends) {
        return new Aim(Kind.TOKEN, checked("token", id, TokenIds.MAX_LENGTH), ends);
    }

    static Aim atUser(String id) {
        return new Aim(Kind.USER, checked("user", id, UserId.MAX_LENGTH), null);
    }

    static Aim atKey(String id) {
        return new Aim(Kind.KEY, checked("key", id, LONGEST_KEY), null);
    }

    /** In words, for people: {@code user 7}. */
    String words() {
        return kind == Kind.ALL ? "all tokens" : RevocationRow.word(kind) + " " + subject;
    }

    /** No token has an id with control characters, and not every database takes them. */
    private static String checked(String field, String id, int longest) {
        boolean plain = id.codePoints()
                .noneMatch(
                        letter -> Character.isISOControl(letter) || Character.getType(letter) == Character.SURROGATE);
        if (id.isEmpty() || id.length() > longest || !plain) {
            throw new InvalidValueException(
                    "revocation_invalid",
                    "The id in " + field + " has " + id.length() + " characters; it must have 1 to " + longest
                            + ", none of them a control character.");
        }
        return id;
    }
}
