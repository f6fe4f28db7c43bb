package io.carillon.process.refusal;

/**
 * Carillon cannot or will not start as it was asked to.
 *
 * <p>The message is written for whoever typed the command: what is wrong, why, and how to mend it. It never holds a
 * secret. The code is stable: scripts may rely on it.
 */
public final class StartRefusedException extends RuntimeException {

    private final String code;

    /**
     * @param code stable, lower case with underscores, such as {@code port_in_use}
     * @param message one to three plain sentences
     */
    public StartRefusedException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The stable code of this refusal. */
    public String code() {
        return code;
    }
}
