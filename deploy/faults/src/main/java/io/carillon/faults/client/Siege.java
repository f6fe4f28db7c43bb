package io.carillon.faults.client;

import io.carillon.faults.process.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Connections that take up room and say nothing, or their request's header byte by byte. One thread uses it. */
public final class Siege implements AutoCloseable {

    // Neither the good clients' nor the other attackers': what is limited for each address is not their neighbours'
    // business.
    private static final String HOST = "127.0.0.3";
    private static final byte[] HEADER = ("GET /app/none HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + "x".repeat(1_000))
            .getBytes(StandardCharsets.US_ASCII);
    private static final long BETWEEN_NANOS = 200_000_000;

    private static final class Besieger {
        private final SocketChannel channel;
        private final boolean speaks;
        private final long since = System.nanoTime();
        private int said;
        private long endedAfter = -1;

        Besieger(SocketChannel channel, boolean speaks) {
            this.channel = channel;
            this.speaks = speaks;
        }
    }

    private final List<Besieger> besiegers = new ArrayList<>();

    /**
     * Connects them all.
     *
     * @param silent that say nothing
     * @param slow that say a byte from time to time
     */
    public static Siege lay(Address address, int silent, int slow) {
        var siege = new Siege();
        try {
            for (int i = 0; i < silent + slow; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.bind(new InetSocketAddress(HOST, 0));
                channel.connect(new InetSocketAddress(address.host(), address.port()));
                channel.configureBlocking(false);
                siege.besiegers.add(new Besieger(channel, i >= silent));
            }
        } catch (IOException e) {
            siege.close();
            throw new UncheckedIOException(e);
        }
        return siege;
    }

    /** Goes on until all were sent away, or as long as there is patience. */
    public void last(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (left() > 0 && System.nanoTime() < deadline) {
            besiegers.stream().filter(besieger -> besieger.endedAfter < 0).forEach(Siege::goOn);
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
    }

    private static void goOn(Besieger besieger) {
        try {
            ByteBuffer answer = ByteBuffer.allocate(1_024);
            int read = besieger.channel.read(answer);
            if (read >= 0) {
                if (besieger.speaks && besieger.said < HEADER.length) {
                    besieger.channel.write(ByteBuffer.wrap(HEADER, besieger.said++, 1));
                }
                return;
            }
        } catch (IOException sentAway) {
            // As good as an end.
        }
        besieger.endedAfter = System.nanoTime() - besieger.since;
        try {
            besieger.channel.close();
        } catch (IOException gone) {
            // It is what we wanted.
        }
    }

    /** How many have not been sent away. */
    public long left() {
        return besiegers.stream().filter(besieger -> besieger.endedAfter < 0).count();
    }

    /** How long the last one of those that were sent away could stay. */
    public Duration longest() {
        return Duration.ofNanos(besiegers.stream()
                .mapToLong(besieger -> besieger.endedAfter)
                .max()
                .orElse(0));
    }

    @Override
    public void close() {
        for (Besieger besieger : besiegers) {
            try {
                besieger.channel.close();
            } catch (IOException gone) {
                // It is what we wanted.
            }
        }
    }
}
