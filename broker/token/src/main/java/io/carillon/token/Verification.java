package io.carillon.token;

/** What came of looking at a token. */
public sealed interface Verification {

    /** The token is what it says it is, and for this app. Whether it was revoked is another question. */
    record Verified(ConnectionToken token) implements Verification {}

    /**
     * The token is not believed.
     *
     * @param code why, for programs
     * @param words what, why and how to mend it, for developers; they hold no secret, and nothing of the token that would let others
     *     use it
     */
    record Refused(RefusalCode code, String words) implements Verification {}
}
