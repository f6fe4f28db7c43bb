package io.carillon.acceptance.libraries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A wire between a client and the server that a test may cut: both ends see TCP end without a close frame. */
final class Wire implements AutoCloseable {

    private final ServerSocket near;
    private final String host;
    private final int farPort;
    private final List<Socket> ends = new CopyOnWriteArrayList<>();

    private Wire(ServerSocket near, String host, int farPort) {
        this.near = near;
        this.host = host;
        this.farPort = farPort;
    }

    static Wire to(String host, int port) {
        try {
            var wire = new Wire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), host, port);
            start(wire::accept);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return near.getLocalPort();
    }

    /** Ends all connections; new ones may come. */
    void cut() {
        for (Socket end : ends) {
            hangUp(end);
        }
        ends.clear();
    }

    @Override
    public void close() throws IOException {
        near.close();
        cut();
    }

    private void accept() {
        try {
            while (!near.isClosed()) {
                Socket one = near.accept();
                Socket other = new Socket(host, farPort);
                ends.add(one);
                ends.add(other);
                start(() -> pump(one, other));
                start(() -> pump(other, one));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // As it was meant.
        }
        hangUp(from);
        hangUp(to);
    }

    private static void hangUp(Socket end) {
        try {
            end.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }
}
