package io.carillon.backplane;

/** What somebody may do with an app's channels. */
public enum Operation {
    /** Publish events over HTTP; let clients publish client events. */
    PUBLISH,
    /** Connect, subscribe and sign in; read what a channel is like. */
    SUBSCRIBE,
    /** Be a member of presence channels, and read who is. */
    PRESENCE,
    /** Read what a channel kept. */
    HISTORY,
    /** List the app's channels, count its connections, end them. */
    ADMIN
}
