package io.carillon.protocol;

/** A text in which {@code *} stands for any run of letters, none included. Letters count as they are written. */
final class Stars {

    static final int MAX_STARS = 8;

    private final String value;
    // Most patterns are a name, or a prefix and one star at the end: those are one comparison.
    private final int firstStar;

    Stars(String value) {
        this.value = value;
        this.firstStar = value.indexOf('*');
    }

    static long count(String text) {
        return text.chars().filter(c -> c == '*').count();
    }

    /** Whether it is a name, without a star. */
    boolean none() {
        return firstStar < 0;
    }

    /** Allocates nothing. */
    boolean match(String name) {
        if (firstStar < 0) {
            return value.equals(name);
        }
        if (!name.regionMatches(0, value, 0, firstStar)) {
            return false;
        }
        return firstStar == value.length() - 1 || matchesFrom(name);
    }

    /** Each star takes as little as it can, and more whenever what follows it does not fit: no need to go back further. */
    private boolean matchesFrom(String name) {
        int in = 0;
        int at = 0;
        int star = -1;
        int takenUpTo = 0;
        while (in < name.length()) {
            if (at < value.length() && value.charAt(at) == '*') {
                star = at++;
                takenUpTo = in;
            } else if (at < value.length() && value.charAt(at) == name.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++takenUpTo;
            } else {
                return false;
            }
        }
        while (at < value.length() && value.charAt(at) == '*') {
            at++;
        }
        return at == value.length();
    }
}
