package io.carillon.faults.process;

import java.util.List;

/**
 * Where on this machine a process runs.
 *
 * @param host that it listens on
 * @param prefix what its command begins with
 */
public record Place(String host, List<String> prefix) {

    /** Beside us. */
    public static final Place HERE = new Place("127.0.0.1", List.of());

    public Place {
        prefix = List.copyOf(prefix);
    }

    boolean isLoopback() {
        return host.startsWith("127.");
    }
}
