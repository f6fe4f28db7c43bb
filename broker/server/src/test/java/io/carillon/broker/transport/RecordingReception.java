package io.carillon.broker.transport;

import io.carillon.broker.connection.ClientLink;
import io.carillon.broker.connection.Connection;
import io.carillon.broker.connection.Handshake;
import io.carillon.broker.connection.Reception;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.frame.ClientFrame;
import io.carillon.protocol.frame.ServerFrame;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets everybody in but those whose key is {@code nobody}, and remembers what they did. */
final class RecordingReception implements Reception {

    static final int ACTIVITY_TIMEOUT = 120;

    final BlockingQueue<Visitor> visitors = new LinkedBlockingQueue<>();
    private final AtomicInteger ids = new AtomicInteger();

    /** Set to make clients wait at the door until it is complete. */
    volatile CompletableFuture<Void> open = CompletableFuture.completedFuture(null);

    @Override
    public CompletionStage<Optional<Connection>> receive(Handshake handshake, ClientLink link) {
        var visitor = new Visitor(handshake, link, SocketId.of("1." + ids.incrementAndGet()));
        visitors.add(visitor);
        return open.thenApplyAsync(
                opened -> {
                    if (handshake.key().equals("nobody")) {
                        link.send(ServerFrame.Error.of(CloseCode.APP_NOT_FOUND, handshake.key()));
                        link.close(CloseCode.APP_NOT_FOUND, CloseCode.APP_NOT_FOUND.words(handshake.key()));
                        return Optional.empty();
                    }
                    link.send(new ServerFrame.ConnectionEstablished(visitor.socketId, ACTIVITY_TIMEOUT));
                    return Optional.of(visitor);
                },
                link.loop());
    }

    Visitor next() throws InterruptedException {
        Visitor visitor = visitors.poll(10, TimeUnit.SECONDS);
        if (visitor == null) {
            throw new AssertionError("nobody came");
        }
        return visitor;
    }

    /** The one that came by this client's socket; who was left over from an earlier test is passed by. */
    Visitor next(RawClient client) throws InterruptedException {
        Visitor visitor = next();
        while (visitor.port() != client.port()) {
            visitor = next();
        }
        return visitor;
    }

    /** One client, which is answered to nothing but a ping. */
    static final class Visitor implements Connection {

        final Handshake handshake;
        final ClientLink link;

        /** The client's own port. */
        int port() {
            return ((InetSocketAddress) ((NettyClientLink) link).channel().remoteAddress()).getPort();
        }

        final BlockingQueue<ClientFrame> frames = new LinkedBlockingQueue<>();
        final CompletableFuture<Void> departed = new CompletableFuture<>();
        final AtomicInteger binary = new AtomicInteger();
        private final SocketId socketId;

        Visitor(Handshake handshake, ClientLink link, SocketId socketId) {
            this.handshake = handshake;
            this.link = link;
            this.socketId = socketId;
        }

        ClientFrame nextFrame() throws InterruptedException {
            ClientFrame frame = frames.poll(10, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no frame came");
            }
            return frame;
        }

        /** Does something on the client's loop, and waits for it. */
        void onLoop(Runnable task) {
            CompletableFuture.runAsync(task, link.loop()).join();
        }

        @Override
        public SocketId socketId() {
            return socketId;
        }

        @Override
        public Duration activityTimeout() {
            return Duration.ofSeconds(ACTIVITY_TIMEOUT);
        }

        @Override
        public void onBinary() {
            binary.incrementAndGet();
        }

        @Override
        public void end(CloseCode code, String reason) {
            link.send(new ServerFrame.Error(code.code(), reason, null));
            link.close(code, reason);
            depart();
        }

        @Override
        public void depart() {
            departed.complete(null);
        }

        @Override
        public void onPing() {
            frames.add(new ClientFrame.Ping());
            link.send(new ServerFrame.Pong());
        }

        @Override
        public void onPong() {
            frames.add(new ClientFrame.Pong());
        }

        @Override
        public void onSubscribe(ClientFrame.Subscribe frame) {
            frames.add(frame);
        }

        @Override
        public void onUnsubscribe(ClientFrame.Unsubscribe frame) {
            frames.add(frame);
        }

        @Override
        public void onSignin(ClientFrame.Signin frame) {
            frames.add(frame);
        }

        @Override
        public void onToken(ClientFrame.Token frame) {
            frames.add(frame);
        }

        @Override
        public void onClientEvent(ClientFrame.ClientEvent frame) {
            frames.add(frame);
        }

        @Override
        public void onUnknown(ClientFrame.Unknown frame) {
            if (frame.event().equals("throw")) {
                throw new IllegalStateException("on purpose");
            }
            frames.add(frame);
        }

        @Override
        public void onMalformed(ClientFrame.Malformed frame) {
            frames.add(frame);
        }
    }
}
