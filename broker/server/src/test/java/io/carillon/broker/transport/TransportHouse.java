package io.carillon.broker.transport;

import io.carillon.broker.metrics.BrokerMetrics;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.HashMap;
import java.util.Map;

/** A server with the real pipeline, and nothing behind the transport but a recorder. */
final class TransportHouse implements AutoCloseable {

    final EmbeddedServer server;
    final RecordingReception reception;
    final BrokerMetrics metrics;
    final TransportTestBeans.ManualUptime uptime;

    TransportHouse(Object... properties) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "transport.test",
                true,
                "carillon.broker.enabled",
                true,
                "micronaut.server.port",
                -1,
                // As processes are set up: a token must fit.
                "micronaut.server.netty.max-initial-line-length",
                "12KB",
                "micronaut.server.netty.max-header-size",
                "16KB",
                "micronaut.netty.event-loops.default.transport",
                "epoll,nio",
                "micronaut.netty.event-loops.default.num-threads",
                1,
                "micronaut.netty.event-loops.parent.transport",
                "epoll,nio"));
        for (int i = 0; i < properties.length; i += 2) {
            all.put((String) properties[i], properties[i + 1]);
        }
        server = ApplicationContext.run(EmbeddedServer.class, all);
        reception = server.getApplicationContext().getBean(RecordingReception.class);
        metrics = server.getApplicationContext().getBean(BrokerMetrics.class);
        uptime = server.getApplicationContext().getBean(TransportTestBeans.ManualUptime.class);
    }

    int port() {
        return server.getPort();
    }

    RawClient connect() throws Exception {
        return RawClient.connected(port());
    }

    /** Lets time pass for all connections. */
    void advance(int seconds) {
        uptime.advance(seconds);
        server.getApplicationContext().getBean(NettyLoops.class).tick().join();
    }

    @Override
    public void close() {
        server.close();
    }
}
