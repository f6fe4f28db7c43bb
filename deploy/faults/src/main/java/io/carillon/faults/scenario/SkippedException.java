package io.carillon.faults.scenario;

/** This machine lacks what a scenario needs. The message says what, and how to have it. */
public final class SkippedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SkippedException(String reason) {
        super(reason);
    }
}
