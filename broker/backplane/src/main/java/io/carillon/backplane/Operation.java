package io.carillon.backplane;

import io.carillon.protocol.ChannelName;

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
    ADMIN;

    /**
     * What somebody must be allowed to be given a channel, by their token or by a signature that they ask for: being a member includes
     * hearing. The key that carries the subscription needs {@link #SUBSCRIBE} on presence channels as well.
     */
    public static Operation toSubscribe(ChannelName channel) {
        return channel.type().hasMembers() ? PRESENCE : SUBSCRIBE;
    }
}
