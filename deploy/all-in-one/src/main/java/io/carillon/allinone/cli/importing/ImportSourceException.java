package io.carillon.allinone.cli.importing;

/** There is nothing to be imported, or it cannot be read. The message says what and how to mend it, and holds no secret. */
public final class ImportSourceException extends RuntimeException {

    ImportSourceException(String message) {
        super(message);
    }
}
