package io.carillon.schema;

/** JSON that is none, or that nobody should have to look at. */
final class UnusableJsonException extends Exception {

    private final boolean json;

    /**
     * @param json whether it is JSON, and only more of it than is looked at
     */
    UnusableJsonException(String message, boolean json) {
        // No stack trace: strangers send such texts as fast as they can.
        super(message, null, false, false);
        this.json = json;
    }

    boolean isJson() {
        return json;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
