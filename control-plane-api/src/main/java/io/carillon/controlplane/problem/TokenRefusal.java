package io.carillon.controlplane.problem;

import io.carillon.token.RefusalCode;

/** A connection token is not believed. The message is for the developer whose page sent it, and holds nothing that would let others use it. */
public final class TokenRefusal extends RuntimeException {

    private final RefusalCode code;

    /** @param words what is wrong, why, and how to mend it */
    public TokenRefusal(RefusalCode code, String words) {
        // No stack trace: refusals are everyday weather at the door.
        super(words, null, false, false);
        this.code = code;
    }

    /** Its code is the refusal's own. */
    RefusalCode code() {
        return code;
    }
}
