package io.carillon.process.management;

/** Whether this process is about to end. May be used by any thread. */
public final class Drain {

    private volatile boolean begun;

    /** From now on nobody new is to be sent here. */
    public void begin() {
        begun = true;
    }

    boolean hasBegun() {
        return begun;
    }
}
