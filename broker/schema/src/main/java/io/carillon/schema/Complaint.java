package io.carillon.schema;

/**
 * What is wrong with an event's data, as far as the first thing that is.
 *
 * @param pointer where, as a JSON pointer; empty for the whole of it. At most 120 characters
 * @param words what must be so, as in {@code must be number, and is string}. At most 240 characters
 */
public record Complaint(String pointer, String words) {

    private static final int LONGEST_POINTER = 120;
    private static final int LONGEST_WORDS = 240;

    public Complaint {
        pointer = Words.printable(pointer, LONGEST_POINTER);
        words = Words.printable(words, LONGEST_WORDS);
    }

    /** What is wrong with the whole of it. */
    static Complaint ofAll(String words) {
        return new Complaint("", words);
    }

    /** As in {@code /x must be number, and is string}; without the pointer if that is empty. */
    @Override
    public String toString() {
        return pointer.isEmpty() ? words : pointer + " " + words;
    }
}
