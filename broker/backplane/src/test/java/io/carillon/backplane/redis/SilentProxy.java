package io.carillon.backplane.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server. When told to, it carries nothing more on the connections it has, and closes none of them. */
final class SilentProxy implements AutoCloseable {

    private final int target;
    private final ServerSocket door;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger generation = new AtomicInteger();

    SilentProxy(int target) {
        this.target = target;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        run(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** From now on nothing comes through the connections that are open; new ones are carried. */
    void silence() {
        generation.incrementAndGet();
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(client);
            sockets.add(server);
            int born = generation.get();
            run(() -> carry(client.getInputStream(), server.getOutputStream(), born));
            run(() -> carry(server.getInputStream(), client.getOutputStream(), born));
        }
    }

    private void carry(InputStream from, OutputStream to, int born) throws IOException {
        byte[] buffer = new byte[8_192];
        int length = from.read(buffer);
        while (length >= 0) {
            if (born == generation.get()) {
                to.write(buffer, 0, length);
            }
            length = from.read(buffer);
        }
    }

    private static void run(Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // The connection ended, and this thread with it.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }
}
