package io.carillon.token;

/** Ends the reading of a token. It leaves this package as a {@link Verification.Refused} only. */
final class TokenRefusedException extends Exception {

    private final transient Verification.Refused refusal;

    TokenRefusedException(RefusalCode code, String words) {
        // No stack trace: forged tokens come as fast as they can be sent.
        super(words, null, false, false);
        this.refusal = new Verification.Refused(code, words);
    }

    Verification.Refused refusal() {
        return refusal;
    }
}
