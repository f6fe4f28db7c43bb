package io.carillon.faults.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An {@code haproxy} that hands connections to nodes in turn and remembers nobody. */
public final class Proxy {

    private static final Duration START = Duration.ofSeconds(10);

    private final RunningProcess process;
    private final Address address;

    private Proxy(RunningProcess process, Address address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it and waits until it listens. */
    public static Proxy start(Processes processes, String name, List<Address> servers) {
        Address address = Address.local(Processes.freePort());
        var text = new StringBuilder("""
                defaults
                    mode http
                    timeout connect 5s
                    timeout client 60s
                    timeout server 60s
                    timeout tunnel 1h
                listen carillon
                """);
        text.append("    bind ").append(address).append("\n    balance roundrobin\n");
        for (int i = 0; i < servers.size(); i++) {
            text.append("    server node-")
                    .append(i + 1)
                    .append(' ')
                    .append(servers.get(i))
                    .append('\n');
        }
        Path file = processes.folder(name).resolve("haproxy.cfg");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RunningProcess process = processes.start(name, List.of("haproxy", "-db", "-f", file.toString()), Map.of());
        if (!Await.within(START, () -> isListening(address) || !process.isAlive()) || !process.isAlive()) {
            throw new IllegalStateException("haproxy did not start:\n" + process.logEnd());
        }
        return new Proxy(process, address);
    }

    public Address address() {
        return address;
    }

    public RunningProcess process() {
        return process;
    }

    private static boolean isListening(Address address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
