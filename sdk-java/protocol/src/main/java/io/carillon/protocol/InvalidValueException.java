package io.carillon.protocol;

/**
 * A text was offered as a value of the protocol and is not one.
 *
 * <p>The message is written for the developer who sent the text: what is wrong, why, and how to mend it. The code is
 * stable: tools may rely on it.
 */
public final class InvalidValueException extends IllegalArgumentException {

    private final String code;
    private final String message;

    /**
     * @param code stable, lower case with underscores, such as {@code channel_name_invalid}
     * @param message one or two plain sentences
     */
    public InvalidValueException(String code, String message) {
        // No stack trace: bad input is everyday weather at the door, and a trace costs more than parsing the frame did.
        super(message, null);
        this.code = code;
        this.message = message;
    }

    /** The stable code of this refusal. */
    public String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /**
     * The text as it may be shown in a message: at most 64 characters, with anything that is not printable ASCII
     * replaced, so that a hostile name cannot break a log line or a console.
     */
    public static String quote(String text) {
        var shown = new StringBuilder(Math.min(text.length(), 64) + 4).append('\'');
        for (int i = 0; i < text.length() && i < 64; i++) {
            char c = text.charAt(i);
            shown.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return shown.append(text.length() > 64 ? "...'" : "'").toString();
    }
}
