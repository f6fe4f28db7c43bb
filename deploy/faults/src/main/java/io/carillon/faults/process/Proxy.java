package io.carillon.faults.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
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
    private final Path socket;

    private Proxy(RunningProcess process, Address address, Path socket) {
        this.process = process;
        this.address = address;
        this.socket = socket;
    }

    /** Starts it and waits until it listens. */
    public static Proxy start(Processes processes, String name, List<Address> servers) {
        var text = new StringBuilder();
        for (int i = 0; i < servers.size(); i++) {
            text.append("    server node-")
                    .append(i + 1)
                    .append(' ')
                    .append(servers.get(i))
                    .append('\n');
        }
        return start(processes, name, text.toString());
    }

    /**
     * One that asks nodes whether they are ready, as that of {@code deploy/cluster} does.
     *
     * @param open those that clients are sent to from the beginning; see {@link #open}
     */
    public static Proxy startWatching(
            Processes processes, String name, List<CarillonNode> nodes, List<CarillonNode> open) {
        var text = new StringBuilder("""
                    retries 3
                    option redispatch 1
                    retry-on conn-failure empty-response
                    option httpchk GET /health/readiness
                    http-check expect status 200
                    default-server inter 1s fastinter 500ms fall 2 rise 1
                """);
        for (CarillonNode node : nodes) {
            text.append("    server ")
                    .append(node.name())
                    .append(' ')
                    .append(node.address())
                    .append(" check port ")
                    .append(node.management().port())
                    .append(open.contains(node) ? "\n" : " disabled\n");
        }
        return start(processes, name, text.toString());
    }

    private static Proxy start(Processes processes, String name, String servers) {
        Address address = Address.local(Processes.freePort());
        Path folder = processes.folder(name);
        Path socket = folder.resolve("haproxy.sock");
        String text = """
                global
                    stats socket %s mode 600 level admin
                defaults
                    mode http
                    timeout connect 5s
                    timeout client 60s
                    timeout server 60s
                    timeout tunnel 1h
                listen carillon
                    bind %s
                    balance roundrobin
                """.formatted(socket, address);
        Path file = folder.resolve("haproxy.cfg");
        try {
            Files.writeString(file, text + servers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RunningProcess process = processes.start(name, List.of("haproxy", "-db", "-f", file.toString()), Map.of());
        if (!Await.within(START, () -> isListening(address) || !process.isAlive()) || !process.isAlive()) {
            throw new IllegalStateException("haproxy did not start:\n" + process.logEnd());
        }
        return new Proxy(process, address, socket);
    }

    /** Sends clients to these nodes, too. */
    public void open(List<CarillonNode> nodes) {
        for (CarillonNode node : nodes) {
            order("set server carillon/" + node.name() + " state ready");
        }
    }

    private void order(String line) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.shutdownOutput();
            String answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.US_ASCII);
            if (!answer.isBlank()) {
                throw new IllegalStateException("haproxy answers to '" + line + "': " + answer.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
