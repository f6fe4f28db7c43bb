package io.carillon.backplane;

/**
 * Somebody whose tokens an app believes, such as its identity provider, as its owner wrote it down. What the text means is the
 * business of those who verify tokens; here it is kept and handed on.
 *
 * @param name exactly what its tokens have in {@code iss}; no app has two of one name
 * @param text JSON, checked when it was written down
 */
public record Issuer(String name, String text) {

    @Override
    public String toString() {
        return "Issuer[" + name + "]";
    }
}
