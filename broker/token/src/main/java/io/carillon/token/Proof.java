package io.carillon.token;

/** The key that decides whether a token is believed. */
interface Proof {

    /** Whether it decides so quickly that an event loop may wait for it. */
    boolean isQuick();

    /** Whether the signature is that of the key over the text. */
    boolean holds(CompactToken token);
}
