package io.carillon.broker.transport;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections the process has file descriptors for. Clients beyond it are told so while there is still one to
 * tell it through; a process that has none left can't even accept a connection in order to close it. Any thread may call.
 */
@Singleton
final class NofileBudget {

    private static final Logger LOG = LoggerFactory.getLogger(NofileBudget.class);

    /** Descriptors kept for everything else: files, libraries, Redis, databases, listeners. */
    static final int KEPT = 256;

    /** Where the limit can't be read. */
    private static final int UNKNOWN = 1_000_000;

    private final int sockets;
    private final int connections;
    private final AtomicInteger openConnections = new AtomicInteger();
    private final AtomicInteger openSockets = new AtomicInteger();

    @Inject
    NofileBudget(TransportSettings settings) {
        this(settings.maxConnections(), readLimit(Path.of("/proc/self/limits")));
    }

    /**
     * @param maxSockets how many WebSockets were asked for; 0 for as many as there is room for
     * @param limit how many files the process may have open
     * @throws IllegalStateException {@code open_files_limit_too_low}
     */
    NofileBudget(int maxSockets, int limit) {
        connections = limit - KEPT;
        // What comes by HTTP, above all to be told that there is no room, needs some as well.
        int room = connections - Math.max(32, connections / 20);
        if (room < 1 || maxSockets > room) {
            throw new IllegalStateException("open_files_limit_too_low: This process may have " + limit
                    + " files open, which leaves room for " + Math.max(0, room) + " sockets, and "
                    + Math.max(1, maxSockets) + " were asked for. Raise the limit (ulimit -n, LimitNOFILE=, --ulimit"
                    + " nofile=) or lower carillon.broker.transport.max-connections.");
        }
        sockets = maxSockets == 0 ? room : maxSockets;
        LOG.debug("Room for {} sockets with {} open files", sockets, limit);
    }

    static int readLimit(Path limits) {
        try {
            return parseLimit(Files.readAllLines(limits));
        } catch (IOException noSuchFile) {
            // Not Linux. Whatever the limit is there, we learn of it by running into it.
            return UNKNOWN;
        }
    }

    static int parseLimit(List<String> limits) {
        for (String line : limits) {
            if (line.startsWith("Max open files")) {
                String soft = line.substring("Max open files".length()).trim().split("\\s+", 2)[0];
                return soft.chars().allMatch(Character::isDigit) && soft.length() < 10
                        ? Math.min(Integer.parseInt(soft), UNKNOWN * 10)
                        : UNKNOWN;
            }
        }
        return UNKNOWN;
    }

    /** How many WebSockets there is room for. */
    int sockets() {
        return sockets;
    }

    /** Counts a TCP connection; false if there is no room for it. Whatever the answer, {@link #disconnected} follows. */
    boolean connected() {
        return openConnections.incrementAndGet() <= connections;
    }

    void disconnected() {
        openConnections.decrementAndGet();
    }

    /** Counts a WebSocket; false if there is no room for it. Whatever the answer, {@link #socketClosed} follows. */
    boolean socketOpened() {
        return openSockets.incrementAndGet() <= sockets;
    }

    void socketClosed() {
        openSockets.decrementAndGet();
    }
}
