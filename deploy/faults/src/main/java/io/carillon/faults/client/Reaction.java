package io.carillon.faults.client;

/** What pusher-js does when a connection closes. */
enum Reaction {
    /** Nothing: only a change of settings can help. */
    STAY_AWAY,
    /** Comes back after a second. */
    BACK_OFF,
    /** Comes back at once. */
    AT_ONCE;

    /** @param code of the close frame, 1006 if there was none */
    static Reaction to(int code) {
        if (code >= 4000 && code < 4100) {
            return STAY_AWAY;
        }
        return code >= 4200 && code < 4300 ? AT_ONCE : BACK_OFF;
    }
}
