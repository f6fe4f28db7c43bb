package io.carillon.acceptance.contract;

import static io.carillon.acceptance.wire.RawClient.CONTINUATION;
import static io.carillon.acceptance.wire.RawClient.FIN;
import static io.carillon.acceptance.wire.RawClient.PING;
import static io.carillon.acceptance.wire.RawClient.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.acceptance.wire.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bad neighbours: what they do to themselves is their affair, what they do to the good one beside them is ours. */
@ExtendWith(CarillonServer.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class AbuseIT {

    private final Carillon carillon;

    AbuseIT(Carillon carillon) {
        this.carillon = carillon;
    }

    @Test
    void a_flood_of_pings_does_not_disturb_the_neighbour() {
        flood(RawClient.masked(FIN | PING, new byte[125]), 20_000);
    }

    @Test
    void a_flood_of_nonsense_does_not_disturb_the_neighbour() {
        flood(RawClient.masked(FIN | TEXT, "nonsense".getBytes(UTF_8)), 20_000);
    }

    @Test
    void a_flood_of_empty_fragments_does_not_disturb_the_neighbour() {
        flood(RawClient.masked(CONTINUATION, new byte[0]), 50_000);
    }

    @Test
    void a_flood_of_subscribe_and_unsubscribe_does_not_disturb_the_neighbour() {
        String channel = carillon.unique("churn");
        var both = new ByteArrayOutputStream();
        for (String event : new String[] {"subscribe", "unsubscribe"}) {
            both.writeBytes(RawClient.masked(
                    FIN | TEXT,
                    ("{\"event\":\"pusher:" + event + "\",\"data\":{\"channel\":\"" + channel + "\"}}")
                            .getBytes(UTF_8)));
        }
        flood(both.toByteArray(), 5_000);
    }

    @Test
    void who_never_reads_is_cut_off_while_the_neighbour_hears_everything() throws IOException {
        RawClient deaf = carillon.connect();
        RawClient good = carillon.connect();
        deaf.socket().setReceiveBufferSize(4_096);
        String channel = carillon.unique("firehose");
        good.isSubscribedTo(channel);
        deaf.isSubscribedTo(channel);
        String payload = "x".repeat(10_000);
        long before = carillon.jar().residentBytes();

        // 20 MB: more than the kernel's buffers and one connection's budget together.
        for (int i = 0; i < 2_000; i++) {
            carillon.publishes(
                    channel, "drop", i + payload.substring(Integer.toString(i).length()));
            good.hearsBeginning("{\"event\":\"drop\",\"channel\":\"" + channel + "\",\"data\":\"" + i + "x");
        }

        assertThat(carillon.jar().residentBytes() - before).isLessThan(200L << 20);
        assertThat(readsUntilTheEnd(deaf)).isLessThan(2_000L * 10_000);
        carillon.publishes(channel, "after", "1");
        good.hears("{\"event\":\"after\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");
    }

    @Test
    void a_handshake_that_drips_is_hung_up_on() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(carillon.jar().host(), carillon.jar().port()));
            socket.setSoTimeout(1_000);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(("GET /app/" + RunningJar.APP_KEY + " HTTP/1.1\r\nHost: localhost\r\nX-Slow: ").getBytes(UTF_8));

            assertThat(secondsUntilItEnds(in, out, "a")).isLessThan(40);
        }
    }

    @Test
    void who_says_nothing_at_all_is_hung_up_on() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(carillon.jar().host(), carillon.jar().port()));
            socket.setSoTimeout(1_000);

            assertThat(secondsUntilItEnds(socket.getInputStream(), socket.getOutputStream(), ""))
                    .isLessThan(40);
        }
    }

    @Test
    void a_request_of_endless_headers_is_refused() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(carillon.jar().host(), carillon.jar().port()));
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("GET /app/" + RunningJar.APP_KEY + " HTTP/1.1\r\nHost: localhost\r\n").getBytes(UTF_8));
            try {
                for (int i = 0; i < 10_000; i++) {
                    out.write(("X-Header-" + i + ": " + "v".repeat(100) + "\r\n").getBytes(UTF_8));
                }
                out.write("\r\n".getBytes(UTF_8));
                out.flush();
            } catch (SocketException refusedAlready) {
                return;
            }
            String status;
            try {
                status = new String(socket.getInputStream().readNBytes(12), UTF_8);
            } catch (SocketException refusedAlready) {
                return;
            }
            assertThat(status).isIn("HTTP/1.1 431", "HTTP/1.1 400", "HTTP/1.1 413", "");
        }
    }

    @Test
    void a_failed_upgrade_ends_the_connection() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(carillon.jar().host(), carillon.jar().port()));
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /app/" + RunningJar.APP_KEY + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                                    + "Upgrade: websocket\r\nSec-WebSocket-Version: 12\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                                    + "GET /up HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(UTF_8));

            String everything = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(everything).startsWith("HTTP/1.1 4");
            assertThat(everything.split("HTTP/1.1 ", -1))
                    .as("one answer, for one request")
                    .hasSize(2);
        }
    }

    @Test
    void a_connection_holds_a_limited_number_of_channels() {
        RawClient greedy = carillon.connect();
        String prefix = carillon.unique("greedy");
        for (int i = 0; i < 500; i++) {
            greedy.isSubscribedTo(prefix + "-" + i);
        }

        greedy.subscribes(prefix + "-one-more");

        greedy.hearsBeginning("{\"event\":\"pusher:subscription_error\",\"channel\":\"" + prefix + "-one-more\","
                + "\"data\":\"{\\\"type\\\":\\\"LimitReached\\\",");
        greedy.hearsBeginning("{\"event\":\"pusher:error\",");
    }

    /** The flooding client may be cut off or not; the good one is answered all the while, and the server stays well. */
    private void flood(byte[] frame, int times) {
        RawClient bad = carillon.connect();
        RawClient good = carillon.connect();
        String channel = carillon.unique("calm");
        good.isSubscribedTo(channel);
        long before = carillon.jar().residentBytes();
        var chunk = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            chunk.writeBytes(frame);
        }
        var reader = new Thread(() -> drain(bad));
        reader.setDaemon(true);
        reader.start();

        for (int sent = 0; sent < times; sent += 100) {
            try {
                bad.sendsBytes(chunk.toByteArray());
            } catch (UncheckedIOException cutOff) {
                break;
            }
            if (sent % 1_000 == 0) {
                good.hearsNothingMore();
            }
        }
        carillon.publishes(channel, "still", "here");

        good.hears("{\"event\":\"still\",\"channel\":\"" + channel + "\",\"data\":\"here\"}");
        assertThat(carillon.jar().residentBytes() - before).isLessThan(200L << 20);
    }

    private static void drain(RawClient client) {
        try {
            client.socket().getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException cutOff) {
            // Which is as good an end as any.
        }
    }

    /** Bytes that were on their way when the server gave up. */
    private static long readsUntilTheEnd(RawClient client) {
        long bytes = 0;
        var buffer = new byte[1 << 16];
        try {
            InputStream in = client.socket().getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError(
                    "The deaf client was not cut off: it read " + bytes + " bytes and waits for more", e);
        } catch (IOException reset) {
            // A reset is the kernel's way to say that the server left with bytes unsent.
        }
        return bytes;
    }

    private static long secondsUntilItEnds(InputStream in, OutputStream out, String drip) {
        long start = System.nanoTime();
        while (TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) < 60) {
            try {
                if (in.read() < 0) {
                    break;
                }
            } catch (SocketTimeoutException stillThere) {
                try {
                    out.write(drip.getBytes(UTF_8));
                } catch (IOException ended) {
                    break;
                }
            } catch (IOException ended) {
                break;
            }
        }
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }
}
