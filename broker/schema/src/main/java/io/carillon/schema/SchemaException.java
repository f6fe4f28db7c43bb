package io.carillon.schema;

/** A text is no schema that can be used. */
final class SchemaException extends Exception {

    private final String pointer;
    private final String words;

    /**
     * @param pointer what is wrong, as a JSON pointer into the schema; empty for the whole of it
     * @param words continues a sentence that begins with the place
     */
    SchemaException(String pointer, String words) {
        super(pointer + " " + words, null, false, false);
        this.pointer = pointer;
        this.words = words;
    }

    String pointer() {
        return pointer;
    }

    String words() {
        return words;
    }
}
