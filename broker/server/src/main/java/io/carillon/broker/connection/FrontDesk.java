package io.carillon.broker.connection;

import io.carillon.backplane.App;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.meter.KeyLog;
import io.carillon.backplane.meter.UsageMeter;
import io.carillon.broker.channel.Channels;
import io.carillon.broker.metrics.BrokerMetrics;
import io.carillon.protocol.AppId;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.frame.ServerFrame;
import io.carillon.token.TokenDesk;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Greets those who may come in, and keeps the list of who is here. Any thread may close connections; each does so on its
 * own loop.
 */
public final class FrontDesk implements Reception {

    private final Admission admission;
    private final Services services;
    private final Backplane backplane;
    private final BrokerMetrics metrics;
    private final UsageMeter meter;
    private final KeyLog keyLog;
    private final Supplier<NodeId> node;
    private final InstantSource clock;
    private final SocketIds socketIds = new SocketIds();
    private final Set<PusherConnection> present = ConcurrentHashMap.newKeySet();
    private final Map<AppId, AtomicInteger> counted = new ConcurrentHashMap<>();
    // The apps of whose connections it is not known how many the backplane has counted.
    private final Set<AppId> owed = ConcurrentHashMap.newKeySet();
    // When the next key ends of those apps here that have a key with an end.
    private final Map<AppId, Instant> keyEnds = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param node the id under which this node is registered now
     * @param rate how many are let in
     * @param nanos a clock that only grows, as {@link System#nanoTime}
     * @param clock decides when keys and tokens end
     */
    public FrontDesk(
            Backplane backplane,
            Channels channels,
            BrokerMetrics metrics,
            UsageMeter meter,
            KeyLog keyLog,
            TokenDesk tokens,
            ConnectRate rate,
            Supplier<NodeId> node,
            LongSupplier nanos,
            InstantSource clock) {
        this.admission = new Admission(backplane.apps(), tokens, rate, clock);
        this.services = new Services(channels, backplane, metrics, tokens, nanos, clock);
        this.backplane = backplane;
        this.metrics = metrics;
        this.meter = meter;
        this.keyLog = keyLog;
        this.node = node;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Optional<Connection>> receive(Handshake handshake, ClientLink link) {
        var answer = new CompletableFuture<Optional<Connection>>();
        admission
                .check(handshake)
                .thenCompose(this::countIn)
                .whenComplete((decision, failure) -> onLoopOf(link, () -> {
                    Admission.Decision decided = failure != null ? temporarilyRefused() : decision;
                    answer.complete(
                            decided instanceof Admission.Admitted admitted
                                    ? Optional.of(greet(handshake, link, admitted))
                                    : refuse(handshake, link, (Admission.Refused) decided));
                }));
        return answer;
    }

    private CompletionStage<Admission.Decision> countIn(Admission.Decision decision) {
        if (closed) {
            return CompletableFuture.completedStage(Admission.Refused.with(CloseCode.RECONNECT));
        }
        if (!(decision instanceof Admission.Admitted admitted)) {
            return CompletableFuture.completedStage(decision);
        }
        App app = admitted.app();
        counted(app.id()).incrementAndGet();
        return backplane
                .connections()
                .open(app.id(), node.get(), app.limits().connections())
                .whenComplete((hasRoom, failure) -> {
                    if (failure != null || !hasRoom) {
                        counted(app.id()).decrementAndGet();
                    }
                    if (failure != null) {
                        // It may have been counted all the same.
                        owed.add(app.id());
                    }
                })
                .thenApply(hasRoom -> hasRoom ? admitted : Admission.Refused.with(CloseCode.OVER_CONNECTION_QUOTA));
    }

    private AtomicInteger counted(AppId app) {
        return counted.computeIfAbsent(app, id -> new AtomicInteger());
    }

    /** Tells the backplane anew how many connections each app has here: its own count was lost, or steps went unanswered. */
    public void restateConnections() {
        owed.clear();
        counted.forEach((app, count) -> settling(app, backplane.connections().restate(app, node.get(), count.get())));
    }

    /** As {@link #restateConnections}, if for all that is known here the backplane may have counted otherwise. */
    public void restateWhatIsOwed() {
        if (!owed.isEmpty()) {
            restateConnections();
        }
    }

    private void settling(AppId app, CompletionStage<Void> step) {
        step.whenComplete((done, failure) -> {
            if (failure != null) {
                owed.add(app);
            }
        });
    }

    private static Admission.Decision temporarilyRefused() {
        return Admission.Refused.with(CloseCode.OVER_CAPACITY);
    }

    private Connection greet(Handshake handshake, ClientLink link, Admission.Admitted admitted) {
        var connection = new PusherConnection(
                admitted.app(), admitted.pair(), socketIds.next(), handshake, link, services, this::departed);
        metrics.connectionsOpened.increment();
        meter.opened(admitted.app().id());
        keyLog.used(
                admitted.app().id(),
                admitted.pair().key(),
                () -> new KeyLog.User(handshake.address(), handshake.library()));
        present.add(connection);
        connection.greet(admitted.token());
        catchUp(connection, admitted.app());
        return connection;
    }

    /** What was changed between the admission and the greeting was told to nobody who was not here yet. */
    private void catchUp(PusherConnection connection, App admitted) {
        if (planKeyEnds(admitted)) {
            connection.live(admitted);
        }
        backplane.apps().byId(admitted.id()).thenAccept(now -> {
            if (now.orElse(null) != admitted) {
                connection.loop().execute(() -> live(connection, now));
            }
        });
    }

    private void departed(PusherConnection connection) {
        AppId app = connection.app().id();
        present.remove(connection);
        metrics.connectionsClosed.increment();
        meter.closed(app);
        counted(app).decrementAndGet();
        settling(app, backplane.connections().close(app, node.get()));
    }

    private Optional<Connection> refuse(Handshake handshake, ClientLink link, Admission.Refused refused) {
        metrics.connectionsRefused.increment();
        if (refused.isPostponed()) {
            metrics.connectionsPostponed.increment();
        }
        boolean extras = handshake.extras() || handshake.token() != null;
        link.send(new ServerFrame.Error(
                refused.code().code(), refused.message(), null, extras ? refused.reason() : null));
        link.close(refused.code(), refused.message());
        return Optional.empty();
    }

    /** An app was changed or removed: connections that may no longer be here are closed, the others live by its new rules. */
    public void appChanged(AppId app) {
        if (!counted.containsKey(app)) {
            return;
        }
        backplane.apps().byId(app).thenAccept(now -> {
            now.ifPresent(this::planKeyEnds);
            eachOf(app, connection -> live(connection, now));
        });
    }

    private static void live(PusherConnection connection, Optional<App> now) {
        now.ifPresentOrElse(
                connection::live,
                () -> connection.end(CloseCode.APP_NOT_FOUND, CloseCode.APP_NOT_FOUND.words(connection.key())));
    }

    private void eachOf(AppId app, Consumer<PusherConnection> task) {
        for (PusherConnection connection : present) {
            if (connection.app().id().equals(app)) {
                connection.loop().execute(() -> task.accept(connection));
            }
        }
    }

    /**
     * Ends what stands on keys whose time is over. To be called some times a second; asks nobody, so it goes on while what is
     * shared is away.
     */
    public void endKeys() {
        if (keyEnds.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        keyEnds.forEach((app, end) -> {
            if (!now.isBefore(end) && keyEnds.remove(app, end)) {
                eachOf(app, connection -> {
                    connection.live(connection.app());
                    planKeyEnds(connection.app());
                });
            }
        });
    }

    /** Whether any key of the app has an end. */
    private boolean planKeyEnds(App app) {
        boolean any = false;
        for (KeyPair pair : app.keys()) {
            Instant until = pair.until();
            if (until != null) {
                any = true;
                if (pair.isActive(clock)) {
                    keyEnds.merge(app.id(), until, (one, other) -> one.isBefore(other) ? one : other);
                }
            }
        }
        return any;
    }

    /**
     * Sends everybody away. Who comes meanwhile is let in.
     *
     * @return completes when everybody has been told
     */
    public CompletionStage<Void> sendAllAway(CloseCode code, String reason) {
        return CompletableFuture.allOf(present.stream()
                .map(connection -> CompletableFuture.runAsync(() -> connection.end(code, reason), connection.loop()))
                .toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Lets nobody in any more and sends everybody away to another node.
     *
     * @return completes when everybody has been told
     */
    public CompletionStage<Void> closeForGood() {
        closed = true;
        return sendAllAway(CloseCode.RECONNECT, CloseCode.RECONNECT.words());
    }

    private static void onLoopOf(ClientLink link, Runnable task) {
        if (link.loop().isCurrent()) {
            task.run();
        } else {
            link.loop().execute(task);
        }
    }
}
