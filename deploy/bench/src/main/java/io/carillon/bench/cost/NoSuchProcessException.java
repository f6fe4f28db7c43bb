package io.carillon.bench.cost;

/** A process to be measured does not run. */
public final class NoSuchProcessException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoSuchProcessException(long pid) {
        super("No process " + pid
                + " runs here. It may have ended under the load (see its log), or --pid names another;"
                + " leave --pid out to measure without its CPU and memory.");
    }
}
