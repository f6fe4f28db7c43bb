package io.carillon.broker.connection;

import io.carillon.protocol.CloseCode;
import io.carillon.protocol.frame.Objection;
import io.carillon.protocol.frame.Reason;
import io.carillon.token.RefusalCode;
import io.carillon.token.Verification;

/**
 * That a token is not taken.
 *
 * @param door the code with which one is sent away who comes with it
 */
record TokenRefusal(CloseCode door, Objection objection) {

    static TokenRefusal of(Verification.Refused refused) {
        return new TokenRefusal(
                door(refused.code()), new Objection(refused.code().code(), refused.words()));
    }

    /** Of a token that was verified. */
    static TokenRefusal of(Objection objection) {
        if (isBlocked(objection)) {
            return new TokenRefusal(CloseCode.UNAUTHORIZED, objection);
        }
        return new TokenRefusal(isOver(objection) ? CloseCode.TOKEN_EXPIRED : CloseCode.TOKEN_REFUSED, objection);
    }

    /** Something of ours went wrong. */
    static TokenRefusal unavailable() {
        return new TokenRefusal(
                CloseCode.OVER_CAPACITY,
                new Objection(
                        Reason.UNAVAILABLE, "The token cannot be verified just now; please try again in a moment"));
    }

    private static CloseCode door(RefusalCode code) {
        if (code == RefusalCode.TOKEN_EXPIRED) {
            return CloseCode.TOKEN_EXPIRED;
        }
        return code.isTemporary() ? CloseCode.OVER_CAPACITY : CloseCode.TOKEN_REFUSED;
    }

    /** The code with which a connection ends that had a right and lost it. */
    static CloseCode ending(Objection objection) {
        return isBlocked(objection) ? CloseCode.UNAUTHORIZED : CloseCode.TOKEN_ENDED;
    }

    /** It was good once, and the next one may be. */
    private static boolean isOver(Objection objection) {
        return objection.reason().equals(RefusalCode.TOKEN_EXPIRED.code())
                || objection.reason().equals(Reason.TOKEN_REVOKED.code());
    }

    private static boolean isBlocked(Objection objection) {
        return objection.reason().equals(Reason.USER_BLOCKED.code());
    }
}
