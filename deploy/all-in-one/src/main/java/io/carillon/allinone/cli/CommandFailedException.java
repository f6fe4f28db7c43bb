package io.carillon.allinone.cli;

import org.jspecify.annotations.Nullable;

/** A command was not carried out. The message is for whoever typed it, and holds no secret. */
final class CommandFailedException extends RuntimeException {

    private final int status;
    private final String code;
    private final @Nullable String docs;

    private CommandFailedException(int status, String code, String message, @Nullable String docs) {
        super(message);
        this.status = status;
        this.code = code;
        this.docs = docs;
    }

    /** The platform, or this program, will not. */
    static CommandFailedException refused(String code, String message) {
        return new CommandFailedException(Cli.REFUSED, code, message, null);
    }

    /** The platform will not, and has a page about it. */
    static CommandFailedException refused(String code, String message, String docs) {
        return new CommandFailedException(Cli.REFUSED, code, message, docs);
    }

    /** What was typed makes no sense. */
    static CommandFailedException typed(String message) {
        return new CommandFailedException(Cli.USAGE, "usage", message, null);
    }

    /** Nobody answers. */
    static CommandFailedException unreachable(String message) {
        return new CommandFailedException(Cli.UNREACHABLE, "unreachable", message, null);
    }

    /** The exit status. */
    int status() {
        return status;
    }

    /** Stable, for scripts. */
    String code() {
        return code;
    }

    /** The address of a page about it; null if there is none. */
    @Nullable
    String docs() {
        return docs;
    }
}
