package io.carillon.controlplane;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.memory.MemoryBackplane;
import io.carillon.backplane.seal.TestVault;
import io.carillon.controlplane.app.FirstAppWish;
import io.carillon.controlplane.database.DatabaseSettings;
import io.carillon.controlplane.database.Migrations;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The control plane, really listening, on a backplane in memory and a clock held in the hand. */
final class ApiServer implements AutoCloseable {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final HeldClock clock;
    private final Backplane backplane;
    private final EmbeddedServer server;

    private ApiServer(
            DatabaseSettings database, Map<String, Object> properties, Function<Backplane, Backplane> between) {
        this(database, properties, between, new HeldClock());
    }

    private ApiServer(
            DatabaseSettings database,
            Map<String, Object> properties,
            Function<Backplane, Backplane> between,
            HeldClock clock) {
        this(database, properties, between, clock, new MemoryBackplane(clock));
    }

    private ApiServer(
            DatabaseSettings database,
            Map<String, Object> properties,
            Function<Backplane, Backplane> between,
            HeldClock clock,
            Backplane backplane) {
        this(database, properties, between, clock, backplane, FirstAppWish.NONE);
    }

    private ApiServer(
            DatabaseSettings database,
            Map<String, Object> properties,
            Function<Backplane, Backplane> between,
            HeldClock clock,
            Backplane backplane,
            FirstAppWish wish) {
        this.clock = clock;
        this.backplane = backplane;
        var all = new HashMap<String, Object>(properties);
        all.put("carillon.control-plane.enabled", "true");
        all.put("micronaut.server.port", "-1");
        // As whoever assembles a process sets them: bodies are hashed as they were sent, and pages of any origin may
        // ask.
        all.put("micronaut.server.netty.request-decompression-enabled", "false");
        all.put("micronaut.server.cors.localhost-pass-through", "true");
        Migrations.run(database);
        all.putAll(database.properties());
        all.put("micronaut.serde.deserialization.ignore-unknown", "false");
        all.put("micronaut.serde.serialization.inclusion", "ALWAYS");
        this.server = ApplicationContext.builder()
                .properties(all)
                .singletons(new GivenBackplane(between.apply(backplane)), TestVault.VAULT, wish, new TestCallers())
                .beanDefinitions(RuntimeBeanDefinition.builder(InstantSource.class, () -> clock)
                        .singleton(true)
                        .replaces(InstantSource.class) // The framework brings one of its own.
                        .build())
                .banner(false)
                .build()
                .start()
                .getBean(EmbeddedServer.class)
                .start();
    }

    static ApiServer start() {
        return start(Map.of());
    }

    static ApiServer start(Map<String, Object> properties) {
        return on(freshDatabase(), properties, backplane -> backplane);
    }

    /** With something between the control plane and the backplane that the test sees. */
    static ApiServer startWith(Function<Backplane, Backplane> between) {
        return on(freshDatabase(), Map.of(), between);
    }

    /** On a database that the test chose. */
    static ApiServer on(
            DatabaseSettings database, Map<String, Object> properties, Function<Backplane, Backplane> between) {
        return new ApiServer(database, properties, between);
    }

    private static DatabaseSettings freshDatabase() {
        return DatabaseSettings.inMemory("test" + NEXT.incrementAndGet());
    }

    /** Another control plane over the same backplane, at the same time. */
    ApiServer another() {
        return new ApiServer(freshDatabase(), Map.of(), given -> given, clock, backplane);
    }

    /** One of several that share a database and, through their backplanes, a Redis. */
    static ApiServer over(Backplane backplane, DatabaseSettings database, FirstAppWish wish) {
        return new ApiServer(database, Map.of(), given -> given, new HeldClock(), backplane, wish);
    }

    /** A new app of its own for each story. */
    TestApp app() {
        return TestApp.in(this);
    }

    /** A part of it, for what cannot be seen from outside. */
    <T> T part(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    HeldClock clock() {
        return clock;
    }

    Backplane backplane() {
        return backplane;
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.getApplicationContext().close();
        backplane.close();
    }
}
