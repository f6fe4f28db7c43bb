package io.carillon.bench.load;

import io.carillon.bench.dialect.Dialect;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run is to do.
 *
 * @param label whose figures these are
 * @param protocol the dialect's name in the result
 * @param servers where subscribers connect: the first of every channel to the first server, the second to the second, and so on
 * @param publishTo where the backend publishes
 * @param connections subscribed connections; connection i joins channel i mod {@code channels}
 * @param window closed loop: messages (times the channel's subscribers: deliveries) under way; echo: pairs that play
 * @param publishers HTTP connections, one request under way on each; a channel keeps to one of them, so that its order is known
 * @param unordered any idle publisher may serve any channel: needed to have several messages of one channel under way
 * @param rate messages per second over all channels, in open loop; 0 is closed loop
 * @param payload bytes of the data string
 * @param handshakes connections being established at once
 * @param sourceAddresses 127.0.0.1 to 127.0.0.K are connected from, for more ports than one address has
 * @param rehearsal connections that are opened and closed again before anything is counted, so that a JVM server has compiled
 *     its handshake
 * @param pids the server's processes; empty if their cost is not to be had
 * @param parts those of them whose cost is to be told apart, by name
 * @param measuresHeap whether the first of them is a JVM whose live objects are to be counted
 */
public record Settings(
        String label,
        List<InetSocketAddress> servers,
        InetSocketAddress publishTo,
        Dialect dialect,
        String protocol,
        Mode mode,
        int connections,
        int channels,
        int window,
        int publishers,
        boolean unordered,
        double rate,
        int payload,
        String prefix,
        double warmupSeconds,
        double seconds,
        int handshakes,
        int sourceAddresses,
        int rehearsal,
        List<Long> pids,
        Map<String, List<Long>> parts,
        boolean measuresHeap) {

    public Settings {
        atLeastOne("--conns", connections);
        atLeastOne("--channels", channels);
        atLeastOne("--window", window);
        atLeastOne("--publishers", publishers);
        atLeastOne("--parallel", handshakes);
        if (sourceAddresses < 1 || sourceAddresses > 254) {
            throw new LoadException("--src-ips is " + sourceAddresses + "; give 1 to 254 addresses of 127.0.0.x.");
        }
        if (mode == Mode.ECHO && connections < 2) {
            throw new LoadException("--mode echo needs pairs: give --conns 2 or more.");
        }
        if (mode == Mode.ECHO && rate > 0) {
            throw new LoadException(
                    "--rate does not go with --mode echo, which is a closed loop: leave one of them out.");
        }
        if (payload > 60_000) {
            throw new LoadException("--payload is " + payload + "; at most 60000 bytes are sent.");
        }
        if (seconds <= 0 || warmupSeconds < 0 || rate < 0) {
            throw new LoadException("--seconds must be above 0, --warmup and --rate not below.");
        }
        if (mode == Mode.ECHO) {
            channels = connections / 2;
        }
        if (channels > connections) {
            throw new LoadException("--channels " + channels + " is more than --conns " + connections
                    + ": some channels would have nobody in them.");
        }
        if (!unordered) {
            publishers = Math.min(publishers, channels);
        }
        pids = List.copyOf(pids);
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new LoadException("--server names nobody; give HOST:PORT, for instance 127.0.0.1:6001.");
        }
        // In the order in which they were named.
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** Where the connection with this number is opened. */
    InetSocketAddress serverOf(int connection) {
        return servers.get(connection / channels % servers.size());
    }

    /** Whether clients publish, so that channels have to be private on a Pusher server. */
    boolean clientsPublish() {
        return mode == Mode.CLIENT || mode == Mode.ECHO;
    }

    private static void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new LoadException(option + " is " + value + "; give 1 or more.");
        }
    }
}
