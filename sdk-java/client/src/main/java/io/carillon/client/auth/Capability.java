package io.carillon.client.auth;

import java.util.Locale;

/** What a connection token can give on channels. */
public enum Capability {
    /** Subscribe to public and private channels. */
    SUBSCRIBE,
    /** Send client events. */
    PUBLISH,
    /** Be a member of presence channels. */
    PRESENCE,
    /** Read what a channel kept. */
    HISTORY;

    /** As it stands in a token. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
