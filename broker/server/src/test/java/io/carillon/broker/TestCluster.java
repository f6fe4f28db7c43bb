package io.carillon.broker;

import io.carillon.backplane.App;
import io.carillon.backplane.AppChannel;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.MovingClock;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.Publication;
import io.carillon.backplane.Retention;
import io.carillon.backplane.memory.MemoryBackplane;
import io.carillon.backplane.meter.KeyLog;
import io.carillon.backplane.meter.UsageFlusher;
import io.carillon.backplane.meter.UsageMeter;
import io.carillon.broker.channel.Channels;
import io.carillon.broker.channel.Hub;
import io.carillon.broker.channel.Wire;
import io.carillon.broker.connection.ConnectRate;
import io.carillon.broker.connection.FrontDesk;
import io.carillon.broker.connection.Handshake;
import io.carillon.broker.metrics.BrokerMetrics;
import io.carillon.broker.node.NodeLife;
import io.carillon.broker.transport.PusherFrameCodec;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.frame.FrameCodec;
import io.carillon.protocol.signature.Secret;
import io.carillon.token.AppIssuers;
import io.carillon.token.DeskSettings;
import io.carillon.token.TokenDesk;
import io.carillon.token.TokenRules;
import io.carillon.token.TokenVerifier;
import io.carillon.token.key.JwksSettings;
import io.carillon.token.key.JwksSources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Some brokers over one backplane, in one thread that the test turns by hand: everything but the sockets is real.
 */
public final class TestCluster {

    public static final AppKey KEY = AppKey.of("278d425bdf160c739803");
    public static final Secret SECRET = Secret.of("7ad3773142a6692b25b8");
    public static final Duration LEASE = Duration.ofSeconds(10);

    private static final Duration BEAT = LEASE.dividedBy(10);

    private final MovingClock clock = new MovingClock();
    private final HandLoop loop = new HandLoop();
    private final Outage backplane = new Outage(new MemoryBackplane(clock));
    private final FrameCodec codec = new PusherFrameCodec();
    private final TokenDesk tokens = new TokenDesk(
            new TokenVerifier(new AppIssuers(), new JwksSources(JwksSettings.DEFAULTS, clock), TokenRules.DEFAULTS),
            DeskSettings.DEFAULTS,
            clock);
    private final List<Node> nodes = new ArrayList<>();
    private final int connectsPerSecond;
    private App app = new App(
            AppId.of("3"),
            "demo",
            true,
            List.of(new KeyPair(KEY, SECRET)),
            List.of(),
            AppLimits.DEFAULTS,
            AppOptions.EVERYTHING_ON);

    public TestCluster(int size) {
        this(size, 0);
    }

    /** @param connectsPerSecond how many clients each node lets in within a second; 0 for no limit */
    public TestCluster(int size, int connectsPerSecond) {
        this.connectsPerSecond = connectsPerSecond;
        backplane.apps().put(app);
        for (int i = 0; i < size; i++) {
            nodes.add(new Node());
        }
    }

    public Backplane backplane() {
        return backplane;
    }

    /** What the nodes share is away from now on. */
    public void loseBackplane() {
        backplane.goAway();
    }

    /** What the nodes share is there again, with all that it had. */
    public void backplaneReturns() {
        backplane.comeBack();
    }

    /** What the nodes share is there again, and has forgotten everything but the apps. */
    public void backplaneReturnsEmpty() {
        backplane.comeBackAs(new MemoryBackplane(clock));
        backplane.apps().put(app);
    }

    public FrameCodec codec() {
        return codec;
    }

    public HandLoop loop() {
        return loop;
    }

    public Instant now() {
        return clock.instant();
    }

    public App app() {
        return app;
    }

    public Node node(int index) {
        return nodes.get(index);
    }

    /** Changes the app for all nodes. */
    public void change(App changed) {
        app = changed;
        backplane.apps().put(changed);
        settle();
    }

    public void change(AppLimits limits) {
        change(app.withLimits(limits));
    }

    public void change(AppOptions options) {
        change(app.withOptions(options));
    }

    /** A server publishes. */
    public void publish(String channel, String event, String data) {
        publish(channel, event, data, null);
    }

    public void publish(String channel, String event, String data, @Nullable SocketId except) {
        var target = new AppChannel(app.id(), ChannelName.of(channel));
        join(backplane.publish(new Publication(target, event, data, except, null, Retention.of(app, target), null)));
        settle();
    }

    /** Lets time pass for everybody; nodes that live renew their leases. */
    public void advance(Duration time) {
        for (Duration left = time; !left.isZero(); ) {
            Duration step = left.compareTo(BEAT) < 0 ? left : BEAT;
            clock.advance(step);
            loop.advance(step);
            nodes.forEach(Node::beat);
            settle();
            left = left.minus(step);
        }
    }

    /** Runs everything that is under way to its end. */
    public void settle() {
        while (loop.turn()) {
            // What ran may have left something to run.
        }
    }

    /** Runs what comes back from other threads until this is so. */
    public void settleUntil(BooleanSupplier isSo) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not become so within 20 seconds");
            }
            settle();
            Thread.sleep(1);
        }
    }

    public static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** One broker. */
    public final class Node {
        private final BrokerMetrics metrics = new BrokerMetrics();
        private final UsageMeter meter = new UsageMeter();
        private final KeyLog keyLog = new KeyLog(clock);
        private final UsageFlusher flusher =
                new UsageFlusher(meter, keyLog, backplane.usage(), backplane.keyUses(), clock);
        private final Hub hub =
                new Hub(backplane, codec, TestCluster::keep, metrics, meter, NodeId.fresh(), LEASE, loop::nanos, loop);
        private final Channels channels = new Channels(hub, backplane, metrics);
        private final FrontDesk frontDesk = new FrontDesk(
                backplane,
                channels,
                metrics,
                meter,
                keyLog,
                tokens,
                new ConnectRate(connectsPerSecond, loop::nanos),
                hub::node,
                loop::nanos,
                clock);
        private final NodeLife life = new NodeLife(backplane, hub, frontDesk, LEASE, loop::nanos, loop);
        private boolean still;

        Node() {
            life.start();
        }

        private void beat() {
            if (!still) {
                life.tick();
                frontDesk.endKeys();
                flusher.tick();
            }
        }

        /** Stops without a word, and its lease runs out. */
        public void die() {
            sleep();
            advance(LEASE);
        }

        /** Is stopped in its tracks. */
        public void sleep() {
            still = true;
        }

        /** Goes on as if nothing had been. */
        public void wake() {
            still = false;
            beat();
            settle();
        }

        public Hub hub() {
            return hub;
        }

        public FrontDesk frontDesk() {
            return frontDesk;
        }

        public BrokerMetrics metrics() {
            return metrics;
        }

        /** A client connects and has read its greeting. */
        public TestClient connect() {
            TestClient client = connect(KEY);
            client.forget();
            return client;
        }

        /** A client connects by this key; what it heard of it is still to be read. */
        public TestClient connect(AppKey key) {
            return connect(new Handshake(key.value(), "7", "js", "8.6.0", null, false));
        }

        /** A client connects with these words, and may have to wait at the door; what it heard is still to be read. */
        public TestClient connect(Handshake handshake) {
            var client = new TestClient(TestCluster.this, frontDesk, handshake);
            settle();
            return client;
        }
    }

    /** Messages as they are, for a client that reads them. */
    record Messages(List<byte[]> messages) implements Wire {
        @Override
        public void release() {
            // Nothing is pooled here.
        }
    }

    private static Wire keep(List<byte[]> messages) {
        return new Messages(List.copyOf(messages));
    }
}
