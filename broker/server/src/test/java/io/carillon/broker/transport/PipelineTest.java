package io.carillon.broker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.netty.channel.Channel;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Pins what depends on the framework's insides, so that an update cannot undo it unseen. */
class PipelineTest {

    @Test
    void after_the_upgrade_nothing_is_in_the_pipeline_but_our_handler() throws Exception {
        try (var house = new TransportHouse();
                var client = house.connect()) {
            RecordingReception.Visitor visitor = house.reception.next();

            Channel channel = ((NettyClientLink) visitor.link).channel();

            assertThat(channel.pipeline().toMap()).containsOnlyKeys("carillon");
            assertThat(channel.pipeline().get("carillon")).isInstanceOf(WebSocketHandler.class);
        }
    }

    @Test
    void before_the_upgrade_there_is_no_compression_and_our_gate_and_door_stand_around_the_codec() throws Exception {
        try (var house = new TransportHouse();
                var client = new RawClient(house.port())) {
            client.send("GET /neighbour/pipeline HTTP/1.1\r\nHost: localhost\r\n\r\n");
            client.head();
            byte[] names = new byte[4096];
            int length = client.input().read(names);

            assertThat(new String(names, 0, length, java.nio.charset.StandardCharsets.UTF_8))
                    .contains("carillon-gate,http-server-codec,carillon-door,")
                    .endsWith("micronaut-inbound-handler")
                    .doesNotContain("Compression");
        }
    }

    @Test
    void the_kernel_is_told_how_much_it_may_hold() throws Exception {
        try (var house = new TransportHouse();
                var client = house.connect()) {
            Channel channel = ((NettyClientLink) house.reception.next().link).channel();

            // The kernel doubles what it is told, and says so.
            assertThat(channel.config().getOption(io.netty.channel.ChannelOption.SO_SNDBUF))
                    .isEqualTo(2 * 65536);
            assertThat(channel.config().getOption(io.netty.channel.ChannelOption.TCP_NODELAY))
                    .isTrue();
            assertThat(channel.config().getWriteBufferHighWaterMark()).isEqualTo(262144);
        }
    }

    @Test
    void the_upgrade_request_is_let_go_of() throws Exception {
        assertThat(TakeOver.InboundContext.FIELD)
                .as("the field that keeps it, were it not set")
                .isNotNull();
        try (var house = new TransportHouse("transport.test.remember", true);
                var client = house.connect()) {
            house.reception.next();
            WeakReference<HttpRequest<?>> request = Remembering.SEEN.poll(10, TimeUnit.SECONDS);
            assertThat(request).isNotNull();

            Instant end = Instant.now().plus(Duration.ofSeconds(20));
            while (request.get() != null && Instant.now().isBefore(end)) {
                System.gc();
                // Thread-locals and reused decoders of the loop keep what they saw last, until they see something else.
                try (var another = house.connect()) {
                    another.sendClose(1000);
                    another.frame();
                }
            }

            assertThat(request.get())
                    .as("the request of a connection that is still open")
                    .isNull();
            client.sendText("{\"event\":\"pusher:ping\"}");
            assertThat(client.frame()).isEqualTo("1 {\"event\":\"pusher:pong\",\"data\":\"{}\"}");
        }
    }

    /** Remembers requests without holding them. */
    @ServerFilter("/**")
    @Order(-100)
    @Requires(property = "transport.test.remember", value = "true")
    static final class Remembering {

        static final BlockingQueue<WeakReference<HttpRequest<?>>> SEEN = new LinkedBlockingQueue<>();

        @RequestFilter
        void filter(HttpRequest<?> request) {
            SEEN.add(new WeakReference<>(request));
        }
    }
}
