package io.carillon.backplane;

import java.time.Duration;

/** What the contract is tried on: a backplane that several processes share, with nothing in it, and its time. */
public interface SharedBackplane extends AutoCloseable {

    /** The backplane as one of the processes sees it: 0, 1 or 2. */
    Backplane seenBy(int process);

    /** Lets time pass for leases and for all that is kept. */
    void advance(Duration time);

    @Override
    void close();
}
