import io.carillon.client.realtime.Channel;
import io.carillon.client.realtime.ConnectionState;
import io.carillon.client.realtime.RealtimeClient;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many clients of carillon-client in one process: the arguments and the output are those of {@code crowd.mjs}. It is started as it is, with
 * {@code java -cp CLASSPATH Crowd.java}.
 */
final class Crowd {

    private final LongAdder attempts = new LongAdder();
    private final LongAdder postponed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder connects = new LongAdder();
    private final LongAdder gaveUp = new LongAdder();
    private final LongAdder heard = new LongAdder();
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger subscribed = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService listening = Executors.newFixedThreadPool(2);
    private final String server;
    private final String key;
    private final String channel;

    private Crowd(String server, String key, String channel) {
        this.server = server;
        this.key = key;
        this.channel = channel;
    }

    public static void main(String[] arguments) throws Exception {
        var crowd = new Crowd("ws://" + arguments[0] + ":" + arguments[1], arguments[2], arguments[5]);
        int clients = Integer.parseInt(arguments[3]);
        int perSecond = Integer.parseInt(arguments[4]);
        var timer = Executors.newScheduledThreadPool(2);
        timer.scheduleAtFixedRate(crowd::print, 100, 100, TimeUnit.MILLISECONDS);
        var joined = new AtomicInteger();
        timer.scheduleAtFixedRate(
                () -> {
                    if (joined.getAndIncrement() < clients) {
                        crowd.join();
                    }
                },
                0,
                TimeUnit.SECONDS.toNanos(1) / perSecond,
                TimeUnit.NANOSECONDS);
        while (System.in.read() >= 0) {
            // Until whoever started it has enough.
        }
        System.exit(0);
    }

    private void join() {
        RealtimeClient client = RealtimeClient.builder()
                .server(server)
                .key(key)
                .httpClient(http)
                .executor(listening)
                .build();
        var wasConnected = new AtomicBoolean();
        client.onStateChange(state -> {
            if (wasConnected.getAndSet(state == ConnectionState.CONNECTED)) {
                connected.decrementAndGet();
            }
            switch (state) {
                case CONNECTING -> attempts.increment();
                case CONNECTED -> {
                    connected.incrementAndGet();
                    connects.increment();
                }
                case DISCONNECTED -> gaveUp.increment();
                default -> {}
            }
        });
        client.onError(why -> (why.status() == 4100 ? postponed : failed).increment());
        Channel news = client.subscribe(channel);
        var wasSubscribed = new AtomicBoolean();
        news.bind("pusher:subscription_succeeded", event -> {
            wasSubscribed.set(true);
            subscribed.incrementAndGet();
        });
        client.onStateChange(state -> {
            if (state != ConnectionState.CONNECTED && wasSubscribed.getAndSet(false)) {
                subscribed.decrementAndGet();
            }
        });
        news.bind("tick", event -> heard.increment());
        client.connectAsync();
    }

    private void print() {
        System.out.println("{\"at\":" + System.currentTimeMillis() + ",\"attempts\":" + attempts + ",\"postponed\":" + postponed
                + ",\"failed\":" + failed + ",\"connects\":" + connects + ",\"connected\":" + connected + ",\"subscribed\":"
                + subscribed + ",\"gaveUp\":" + gaveUp + ",\"heard\":" + heard + "}");
    }
}
