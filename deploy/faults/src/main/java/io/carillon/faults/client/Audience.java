package io.carillon.faults.client;

import io.carillon.faults.client.Route.Stop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many well-behaved clients on one channel who hear so much that it cannot all go into a history: of each is known which event it heard
 * last and whether one was missing, and of all together how late the events were. They do not come back.
 *
 * <p>Any thread may call.
 */
public final class Audience {

    private static final int LARGEST_ANSWER = 16 * 1024;
    private static final char MARK = '!';
    private static final int LATEST_TENTHS = 300_000;
    private static final long TENTH_NANOS = 100_000;

    /**
     * What was heard in some time. Latencies are from just before the publish, to a tenth of a millisecond.
     *
     * @param worstMillis of all
     */
    public record Heard(long events, double p50Millis, double p99Millis, double worstMillis) {}

    private final Crowd crowd;
    private final Stop stop;
    private final String channel;
    private final List<Seat> seats = new ArrayList<>();
    private final LongAdder missed = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder gone = new LongAdder();
    private volatile AtomicIntegerArray tenths = new AtomicIntegerArray(LATEST_TENTHS);

    Audience(Crowd crowd, Stop stop, String channel) {
        this.crowd = crowd;
        this.stop = stop;
        this.channel = channel;
    }

    /** The data of an event that an audience understands. The first number is 1, and each next one is the next. */
    public static String data(long number, int bytes) {
        String head = "" + MARK + number + MARK + System.nanoTime() + MARK;
        return head + "x".repeat(Math.max(0, bytes - head.length()));
    }

    /** So many take their seats; returns when all are subscribed. */
    public void sit(int count) {
        List<CompletableFuture<?>> ready = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var seat = new Seat();
            seats.add(seat);
            ready.add(seat.subscribed);
            crowd.bootstrap(crowd.nextLoop())
                    .handler(seat)
                    .connect(stop.address().host(), stop.address().port())
                    .addListener(done -> {
                        if (!done.isSuccess()) {
                            seat.subscribed.completeExceptionally(done.cause());
                        }
                    });
            if (ready.size() % 100 == 0) {
                CompletableFuture.allOf(ready.toArray(CompletableFuture[]::new)).join();
            }
        }
        CompletableFuture.allOf(ready.toArray(CompletableFuture[]::new)).join();
    }

    /** What was heard since this was called last. */
    public Heard next() {
        AtomicIntegerArray taken = tenths;
        tenths = new AtomicIntegerArray(LATEST_TENTHS);
        long events = 0;
        for (int i = 0; i < taken.length(); i++) {
            events += taken.get(i);
        }
        return new Heard(
                events, percentile(taken, events, 0.5), percentile(taken, events, 0.99), percentile(taken, events, 1));
    }

    /** Events that somebody did not hear though it heard a later one. */
    public long missed() {
        return missed.sum();
    }

    public long repeated() {
        return repeated.sum();
    }

    /** How many lost their connection. */
    public long gone() {
        return gone.sum();
    }

    /** How many have not heard this event, nor one after it. */
    public long behind(long number) {
        return seats.stream().filter(seat -> seat.last < number).count();
    }

    private static double percentile(AtomicIntegerArray counts, long events, double share) {
        long rank = (long) Math.ceil(share * events);
        long seen = 0;
        for (int i = 0; i < counts.length(); i++) {
            seen += counts.get(i);
            if (seen >= rank && seen > 0) {
                return (i + 1) / 10.0;
            }
        }
        return 0;
    }

    private void note(long tookNanos) {
        int tenth = (int) Math.min(LATEST_TENTHS - 1, Math.max(0, tookNanos / TENTH_NANOS));
        tenths.incrementAndGet(tenth);
    }

    /** One client. Belongs to its event loop but for what may be asked. */
    @SuppressWarnings("FutureReturnValueIgnored") // A connection that fails is gone, and counted as that.
    private final class Seat extends ChannelInitializer<Channel> {

        private final CompletableFuture<Void> subscribed = new CompletableFuture<>();
        private volatile long last;

        @Override
        protected void initChannel(Channel connection) {
            WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                    .webSocketUri("ws://" + stop.address() + "/app/"
                            + crowd.app().key() + "?protocol=7&client=faults&version=1")
                    .maxFramePayloadLength(LARGEST_ANSWER * 4)
                    // A judge of speed, not of spelling.
                    .withUTF8Validator(false)
                    .build();
            connection
                    .pipeline()
                    .addLast(
                            new HttpClientCodec(),
                            new HttpObjectAggregator(LARGEST_ANSWER),
                            new WebSocketClientProtocolHandler(config),
                            new Ears());
        }

        private final class Ears extends SimpleChannelInboundHandler<WebSocketFrame> {

            @Override
            protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
                if (!(frame instanceof TextWebSocketFrame)) {
                    return;
                }
                if (subscribed.isDone()) {
                    hear(frame.content());
                    return;
                }
                String text = frame.content().toString(StandardCharsets.UTF_8);
                if (text.contains("pusher:connection_established")) {
                    context.writeAndFlush(new TextWebSocketFrame(
                            "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"" + channel + "\"}}"));
                } else if (text.contains("pusher_internal:subscription_succeeded")) {
                    subscribed.complete(null);
                }
            }

            private void hear(ByteBuf event) {
                int at = event.indexOf(event.readerIndex(), event.writerIndex(), (byte) MARK) + 1;
                if (at == 0) {
                    return;
                }
                int between = event.indexOf(at, event.writerIndex(), (byte) MARK);
                long number = number(event, at, between);
                long sentAt = number(event, between + 1, event.indexOf(between + 1, event.writerIndex(), (byte) MARK));
                note(System.nanoTime() - sentAt);
                if (number <= last) {
                    repeated.increment();
                    return;
                }
                if (last > 0 && number > last + 1) {
                    missed.add(number - last - 1);
                }
                last = number;
            }

            private long number(ByteBuf bytes, int from, int to) {
                long number = 0;
                for (int i = from; i < to; i++) {
                    number = number * 10 + bytes.getByte(i) - '0';
                }
                return number;
            }

            @Override
            public void channelInactive(ChannelHandlerContext context) {
                gone.increment();
                subscribed.completeExceptionally(new IllegalStateException("the connection was closed"));
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                context.close();
            }
        }
    }
}
