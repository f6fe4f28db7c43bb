package io.carillon.protocol;

/**
 * A user in a presence channel. Several connections of one user are one member.
 *
 * @param id who it is; unique in the channel
 * @param info what the app tells others about the user: JSON text, exactly as the app signed it; {@code {}} if it told nothing
 */
public record Member(UserId id, String info) {

    /** What is told about a member of whom the app told nothing. */
    public static final String NO_INFO = "{}";

    /** A member of whom nothing is told but the id. */
    public static Member of(String id) {
        return new Member(UserId.of(id), NO_INFO);
    }
}
