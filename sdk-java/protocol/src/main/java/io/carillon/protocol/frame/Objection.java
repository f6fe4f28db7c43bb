package io.carillon.protocol.frame;

import io.carillon.protocol.InvalidValueException;

/**
 * Why somebody may not have what they ask for.
 *
 * @param reason the stable code, for programs
 * @param words what, why and how to mend it, for people
 */
public record Objection(String reason, String words) {

    /** One with a code that has a name. */
    public Objection(Reason reason, String words) {
        this(reason.code(), words);
    }

    /** That something is no such value. */
    public static Objection to(InvalidValueException invalid) {
        return new Objection(invalid.code(), String.valueOf(invalid.getMessage()));
    }
}
