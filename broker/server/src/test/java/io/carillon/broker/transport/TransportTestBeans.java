package io.carillon.broker.transport;

import io.carillon.backplane.meter.UsageFlusher;
import io.carillon.broker.connection.FrontDesk;
import io.carillon.broker.node.NodeLife;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.netty.NettyHttpRequest;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The other side of the transport's seams, and a clock held in the hand. */
@Factory
@Requires(property = "transport.test", value = "true")
final class TransportTestBeans {

    @Singleton
    @Replaces(FrontDesk.class)
    RecordingReception reception() {
        return new RecordingReception();
    }

    /** There is no node behind this transport, so none may live. */
    @Context
    @Replaces(NodeLife.class)
    Object nobody() {
        return new Object();
    }

    /** Nor is there anything to share what is counted with. */
    @Context
    @Replaces(UsageFlusher.class)
    Object nothing() {
        return new Object();
    }

    @Singleton
    ManualUptime uptime() {
        return new ManualUptime();
    }

    /** A clock that stands until it is moved. */
    static final class ManualUptime implements Uptime {

        private final AtomicInteger now = new AtomicInteger(1);

        @Override
        public int seconds() {
            return now.get();
        }

        void advance(int seconds) {
            now.addAndGet(seconds);
        }
    }

    /** A neighbour on the same port. */
    @Controller("/neighbour")
    @Requires(property = "transport.test", value = "true")
    static final class Neighbour {

        @Get
        String get() {
            return "hello";
        }

        @Get("/pipeline")
        String pipeline(HttpRequest<?> request) {
            return String.join(
                    ",",
                    ((NettyHttpRequest<?>) request)
                            .getChannelHandlerContext()
                            .channel()
                            .pipeline()
                            .toMap()
                            .keySet());
        }

        @Post(consumes = MediaType.TEXT_PLAIN)
        String post(@Body String body) {
            return body;
        }
    }

    /** A filter that turns upgrades away when it is told to. */
    @ServerFilter("/**")
    @Requires(property = "transport.test.forbid", value = "true")
    static final class Forbidding {

        @RequestFilter
        @Nullable
        HttpResponse<?> filter(HttpRequest<?> request) {
            return request.getPath().startsWith("/app/") ? HttpResponse.unauthorized() : null;
        }
    }
}
