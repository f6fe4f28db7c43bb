package io.carillon.broker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.channel.Wire;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.frame.ServerFrame;
import io.netty.channel.unix.UnixChannel;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {

    private static final String GENEROUS = "carillon.broker.transport.pending-bytes";
    private static final WebSocketWireFormat FORMAT = new WebSocketWireFormat();

    @Test
    void on_linux_the_fast_way_out_is_open() throws Exception {
        try (var house = new TransportHouse();
                var client = house.connect()) {
            assertThat(((NettyClientLink) house.reception.next().link).channel())
                    .as("the native transport, which the test's machine must have")
                    .isInstanceOf(UnixChannel.class);
        }
    }

    @Test
    void every_byte_arrives_in_order_whichever_way_it_takes() throws Exception {
        try (var house = new TransportHouse(GENEROUS, 1 << 30);
                var client = new RawClient(house.port(), 4096)) {
            client.upgrade("/app/key");
            client.frame();

            everyByteArrivesInOrder(house, client);
        }
    }

    @Test
    void every_byte_arrives_in_order_without_the_native_transport() throws Exception {
        try (var house = new TransportHouse(
                        GENEROUS,
                        1 << 30,
                        "micronaut.netty.event-loops.default.transport",
                        "nio",
                        "micronaut.netty.event-loops.parent.transport",
                        "nio");
                var client = new RawClient(house.port(), 4096)) {
            client.upgrade("/app/key");
            client.frame();

            everyByteArrivesInOrder(house, client);
        }
    }

    /** Everything is sent while the client does not read, so the kernel refuses some; then the client reads it all. */
    private static void everyByteArrivesInOrder(TransportHouse house, RawClient client) throws Exception {
        RecordingReception.Visitor visitor = house.reception.next();
        var random = new Random(4711);
        List<String> expected = new ArrayList<>();
        for (int turn = 0; turn < 300; turn++) {
            List<Runnable> sends = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                String text = turn + ":" + i + ":" + "x".repeat(random.nextInt(random.nextInt(10) == 0 ? 70_000 : 300));
                expected.add("1 " + text);
                sends.add(send(visitor, text, random.nextInt(3)));
            }
            visitor.onLoop(() -> sends.forEach(Runnable::run));
            // Now and then the client catches up, so that the fast way opens again.
            while (turn % 50 == 49 && !expected.isEmpty()) {
                assertThat(client.frame()).isEqualTo(expected.remove(0));
            }
        }
        visitor.onLoop(() -> visitor.link.close(CloseCode.RECONNECT, "done"));
        for (String text : expected) {
            assertThat(client.frame()).isEqualTo(text);
        }
        assertThat(client.frame()).isEqualTo("8 4200 done");
    }

    private static Runnable send(RecordingReception.Visitor visitor, String text, int way) {
        return () -> {
            byte[] message = text.getBytes(StandardCharsets.UTF_8);
            Wire wire = FORMAT.join(List.of(message));
            switch (way) {
                case 0 -> visitor.link.send(wire);
                case 1 -> visitor.link.sendAtOnce(wire);
                default -> ((NettyClientLink) visitor.link).sendFrame(1, message, message.length);
            }
            wire.release();
        };
    }

    @Test
    void what_is_sent_at_once_follows_what_waits_for_the_end_of_the_turn() throws Exception {
        try (var house = new TransportHouse();
                var client = house.connect()) {
            RecordingReception.Visitor visitor = house.reception.next();

            visitor.onLoop(() -> {
                visitor.link.send(new ServerFrame.CacheMiss(ChannelName.of("cache-a")));
                Wire wire = FORMAT.join(
                        List.of("one".getBytes(StandardCharsets.UTF_8), "two".getBytes(StandardCharsets.UTF_8)));
                visitor.link.sendAtOnce(wire);
                wire.release();
                visitor.link.send(new ServerFrame.Pong());
            });

            assertThat(client.frame())
                    .isEqualTo("1 {\"event\":\"pusher:cache_miss\",\"channel\":\"cache-a\",\"data\":\"{}\"}");
            assertThat(client.frame()).isEqualTo("1 one");
            assertThat(client.frame()).isEqualTo("1 two");
            assertThat(client.frame()).isEqualTo("1 {\"event\":\"pusher:pong\",\"data\":\"{}\"}");
        }
    }

    @Test
    void nothing_follows_the_close_frame() throws Exception {
        try (var house = new TransportHouse();
                var client = house.connect()) {
            RecordingReception.Visitor visitor = house.reception.next();

            visitor.onLoop(() -> {
                visitor.link.send(new ServerFrame.Pong());
                visitor.link.close(CloseCode.RECONNECT, "first");
                visitor.link.close(CloseCode.NO_PONG, "second");
                visitor.link.send(new ServerFrame.Pong());
                Wire wire = FORMAT.join(List.of(new byte[] {'x'}));
                visitor.link.send(wire);
                visitor.link.sendAtOnce(wire);
                wire.release();
            });

            assertThat(client.frame()).isEqualTo("1 {\"event\":\"pusher:pong\",\"data\":\"{}\"}");
            assertThat(client.frame()).isEqualTo("8 4200 first");
            client.sendClose(4200);
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void a_client_that_does_not_read_is_cut_off_and_told_why() throws Exception {
        try (var house = new TransportHouse(GENEROUS, 300_000);
                var client = new RawClient(house.port(), 4096)) {
            client.upgrade("/app/key");
            client.frame();
            RecordingReception.Visitor visitor = house.reception.next();
            var link = (NettyClientLink) visitor.link;

            int sent = sendUntilCutOff(visitor);

            long[] pending = new long[1];
            visitor.onLoop(() -> pending[0] = link.pendingBytes());
            assertThat(pending[0]).isLessThan(300_000 + 2 * 11_000);
            visitor.departed.get(10, TimeUnit.SECONDS);
            assertThat(house.metrics.slowConsumersClosed.sum()).isEqualTo(1);
            int heard = 0;
            String frame = client.frame();
            while (frame.startsWith("1 " + heard + ":")) {
                heard++;
                frame = client.frame();
            }
            assertThat(heard).as("no gap before the end").isLessThan(sent).isGreaterThan(20);
            String why = "This client reads too slowly: more than 300000 bytes waited for it. Please reconnect";
            assertThat(frame)
                    .isEqualTo("1 {\"event\":\"pusher:error\",\"data\":{\"code\":4100,\"message\":\"" + why + "\"}}");
            assertThat(client.frame()).isEqualTo("8 4100 " + why);
        }
    }

    @Test
    void a_client_that_was_cut_off_and_still_does_not_read_is_dropped_after_its_grace() throws Exception {
        try (var house = new TransportHouse(GENEROUS, 300_000);
                var client = new RawClient(house.port(), 4096)) {
            client.upgrade("/app/key");
            client.frame();
            RecordingReception.Visitor visitor = house.reception.next();
            var link = (NettyClientLink) visitor.link;
            sendUntilCutOff(visitor);

            house.advance(4);
            assertThat(link.channel().isOpen()).isTrue();
            house.advance(1);

            assertThat(link.channel().closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Returns how many messages were sent until the client was cut off. */
    private static int sendUntilCutOff(RecordingReception.Visitor visitor) {
        int sent = 0;
        while (!visitor.departed.isDone() && sent < 5000) {
            String text = sent++ + ":" + "x".repeat(10_000);
            visitor.onLoop(send(visitor, text, 1));
        }
        return sent;
    }

    @Test
    void a_client_that_is_slow_for_too_long_is_cut_off_below_its_budget() throws Exception {
        try (var house = new TransportHouse();
                var client = new RawClient(house.port(), 4096)) {
            client.upgrade("/app/key");
            client.frame();
            RecordingReception.Visitor visitor = house.reception.next();
            var link = (NettyClientLink) visitor.link;
            while (link.channel().isWritable()) {
                visitor.onLoop(send(visitor, "x".repeat(10_000), 0));
            }

            house.advance(29);
            assertThat(visitor.departed).isNotDone();
            house.advance(1);

            visitor.departed.get(10, TimeUnit.SECONDS);
            String last = "";
            for (String frame = client.frame(); !frame.startsWith("8 "); frame = client.frame()) {
                last = frame;
            }
            assertThat(last)
                    .isEqualTo(
                            "1 {\"event\":\"pusher:error\",\"data\":{\"code\":4100,\"message\":\"This client reads too"
                                    + " slowly: more than 262144 bytes waited for 30 seconds. Please reconnect\"}}");
        }
    }

    @Test
    void one_great_burst_is_no_reason_to_be_cut_off() throws Exception {
        try (var house = new TransportHouse();
                var client = house.connect()) {
            RecordingReception.Visitor visitor = house.reception.next();

            visitor.onLoop(() -> {
                for (int i = 0; i < 400; i++) {
                    send(visitor, i + ":" + "x".repeat(10_000), 0).run();
                }
            });

            for (int i = 0; i < 400; i++) {
                assertThat(client.frame()).startsWith("1 " + i + ":");
            }
        }
    }

    @Test
    void a_client_that_vanishes_takes_nothing_with_it() throws Exception {
        try (var house = new TransportHouse();
                var other = house.connect()) {
            RecordingReception.Visitor stays = house.reception.next();
            var client = house.connect();
            RecordingReception.Visitor goes = house.reception.next();
            client.socket().setSoLinger(true, 0);
            client.close();

            // Whatever the number of its file descriptor becomes, nothing may be written to it.
            for (int i = 0; i < 200; i++) {
                int n = i;
                CompletableFuture.runAsync(
                                () -> {
                                    send(goes, "lost", n % 3).run();
                                    send(stays, "kept " + n, n % 3).run();
                                },
                                stays.link.loop())
                        .join();
                assertThat(other.frame()).isEqualTo("1 kept " + i);
            }
            goes.departed.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void over_tls_every_byte_arrives_in_order_too(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("key.p12");
        makeKey(store);
        try (var house = new TransportHouse(
                GENEROUS,
                1 << 30,
                "micronaut.server.ssl.enabled",
                true,
                "micronaut.server.ssl.port",
                -1,
                "micronaut.server.ssl.key-store.path",
                "file:" + store,
                "micronaut.server.ssl.key-store.password",
                "changeit",
                "micronaut.server.ssl.key-store.type",
                "PKCS12")) {
            var trusting = SSLContext.getInstance("TLS");
            trusting.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
            try (Socket socket = trusting.getSocketFactory().createSocket("127.0.0.1", house.port());
                    var client = new RawClient(socket)) {
                client.upgrade("/app/key");
                client.frame();
                RecordingReception.Visitor visitor = house.reception.next();
                assertThat(visitor.handshake.secure()).isTrue();
                house.reception.visitors.add(visitor);
                assertThat(((NettyClientLink) visitor.link).channel().pipeline().names())
                        .hasSize(3);

                everyByteArrivesInOrder(house, client);

                client.sendClose(4200);
                assertThat(client.isAtEnd()).isTrue();
            }
        }
    }

    private static void makeKey(Path store) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "keytool",
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(Duration.ofSeconds(60).toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        assertThat(keytool.exitValue()).isZero();
    }

    private static final class TrustsAll implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // The test's own key.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // The test's own key.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
