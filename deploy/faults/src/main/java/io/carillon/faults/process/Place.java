package io.carillon.faults.process;

import java.util.List;

/**
 * Where on this machine a process runs.
 *
 * @param host at which others reach it
 * @param listensOn the address that it listens on, which may stand for several
 * @param prefix what its command begins with
 */
public record Place(String host, String listensOn, List<String> prefix) {

    /** Beside us. */
    public static final Place HERE = new Place("127.0.0.1", "127.0.0.1", List.of());

    public Place {
        prefix = List.copyOf(prefix);
    }

    boolean isLoopback() {
        return listensOn.startsWith("127.");
    }
}
