package io.carillon.client.management;

import java.util.Locale;

/** What keys and tokens can be for. */
public enum Operation {
    /** Publish events. */
    PUBLISH,
    /** Subscribe, and sign for those who do. */
    SUBSCRIBE,
    /** Be a member of presence channels, and sign for those who are. */
    PRESENCE,
    /** Read what channels kept. */
    HISTORY,
    /** Ask about channels, close users' connections, and revoke. */
    ADMIN;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Operation of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
