package io.carillon.controlplane.database;

/** Forgets what was kept long enough. Asked every few minutes, by one control plane at a time. */
public interface Clearing {

    /** Forgets what is old now; may be interrupted and asked again. */
    void forgetOld();
}
