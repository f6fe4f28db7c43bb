package io.carillon.controlplane.credential;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/** Tells those who remember what tokens may that something was taken away in this process. May be used by any thread. */
@Singleton
public class Revocations {

    private final AtomicLong count = new AtomicLong();

    /** A token, a role or a person is no longer what it was. */
    public void happened() {
        count.incrementAndGet();
    }

    /** What was read under another number is not to be believed. */
    public long count() {
        return count.get();
    }
}
