package io.carillon.bench;

import io.carillon.bench.dialect.Credentials;
import io.carillon.bench.dialect.Dialect;
import io.carillon.bench.dialect.PusherDialect;
import io.carillon.bench.dialect.RawDialect;
import io.carillon.bench.load.Load;
import io.carillon.bench.load.LoadException;
import io.carillon.bench.load.Mode;
import io.carillon.bench.load.Settings;
import io.carillon.bench.load.Shape;
import io.carillon.bench.report.Journal;
import io.carillon.bench.report.RunResult;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One run; prints its figures as one JSON object. */
@Command(
        name = "load",
        description = "Puts one load on one server and prints what it found as one JSON object.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class LoadCommand implements Callable<Integer> {

    @Option(
            names = "--server",
            paramLabel = "HOST:PORT",
            split = ",",
            description = "Where the server listens; of several, each channel's first subscriber goes to the first.")
    private List<String> servers = List.of("127.0.0.1:6001");

    @Option(
            names = "--publish-to",
            paramLabel = "HOST:PORT",
            description = "Where its HTTP API listens, if not at the first --server.")
    private @Nullable String publishTo;

    @Option(names = "--proto", description = "pusher, or raw for the floor.")
    private String proto = "pusher";

    @Option(names = "--app", description = "App id.")
    private String app = "app-id";

    @Option(names = "--key", description = "App key.")
    private String key = "app-key";

    @Option(names = "--secret", description = "App secret.")
    private String secret = "app-secret";

    @Option(
            names = "--shape",
            description = "A known load: 1x1000, 1x10000, queued, 1000x10, echo, idle. What is given beside it wins.")
    private @Nullable String shape;

    @Option(names = "--mode", description = "pub, client, echo or idle. Without --shape: pub.")
    private @Nullable String mode;

    @Option(names = "--conns", description = "Subscribed connections. Without --shape: 1000.")
    private @Nullable Integer connections;

    @Option(names = "--channels", description = "Channels they are spread over. Without --shape: 1.")
    private @Nullable Integer channels;

    @Option(names = "--window", description = "Messages under way in closed loop; echo: pairs. Without --shape: 4.")
    private @Nullable Integer window;

    @Option(names = "--publishers", description = "HTTP connections for publishing. Without --shape: 4.")
    private @Nullable Integer publishers;

    @Option(
            names = "--unordered",
            negatable = true,
            description = "Any publisher may serve any channel; then order is not checked.")
    private @Nullable Boolean unordered;

    @Option(names = "--rate", description = "Messages per second in open loop; 0 is closed loop.")
    private double rate;

    @Option(names = "--payload", description = "Bytes of the data string, at least 27.")
    private int payload = 100;

    @Option(names = "--event", description = "Name of the published event.")
    private String event = "m";

    @Option(names = "--prefix", description = "Before every channel's name.")
    private String prefix = "";

    @Option(names = "--warmup", description = "Seconds of load before anything is counted; a JVM needs 6 or more.")
    private double warmup = 6;

    @Option(names = "--seconds", description = "Seconds that are measured.")
    private double seconds = 5;

    @Option(names = "--parallel", description = "Handshakes under way while connecting.")
    private int handshakes = 100;

    @Option(names = "--src-ips", description = "Connect from 127.0.0.1 to 127.0.0.K.")
    private int sourceAddresses = 1;

    @Option(
            names = "--rehearsal",
            description = "Connections to open and close before any are counted, for the figures of a warm server.")
    private int rehearsal;

    @Option(
            names = "--pid",
            split = ",",
            description = "The server's processes, whose CPU and memory are read from /proc.")
    private List<Long> pids = List.of();

    @Option(
            names = "--part",
            split = ",",
            paramLabel = "NAME=PID[+PID..]",
            description = "Processes whose cost is told apart from that of others, by name.")
    private Map<String, String> parts = new LinkedHashMap<>();

    @Option(names = "--heap", description = "Count what lives in the heap of the first --pid, a JVM, by jcmd.")
    private boolean measuresHeap;

    @Option(names = "--title", description = "What the journal calls this load, if not by its --shape.")
    private @Nullable String title;

    @Option(names = "--label", description = "Whose figures these are.")
    private String label = "";

    @Option(names = "--repetition", description = "For --journal: which of several runs this is.")
    private int repetition = 1;

    @Option(names = "--journal", paramLabel = "FILE", description = "Append the figures, or the failure, for 'report'.")
    private @Nullable Path journal;

    @Override
    public Integer call() {
        try {
            RunResult result = Load.run(settings());
            System.out.println(Journal.line(result));
            write(entry -> entry.found(result));
            return 0;
        } catch (RuntimeException e) {
            write(entry -> entry.failed(String.valueOf(e.getMessage())));
            throw e;
        }
    }

    private void write(Consumer<Journal.Entry> what) {
        if (journal != null) {
            String own = shape == null ? "own" : shape;
            what.accept(new Journal(journal).entry(title == null ? own : title, label, repetition));
        }
    }

    private Settings settings() {
        Shape known = knownShape();
        Map<String, List<Long>> named = Part.read(parts);
        List<InetSocketAddress> addresses =
                servers.stream().map(server -> address("--server", server)).toList();
        InetSocketAddress backend = publishTo == null ? addresses.get(0) : address("--publish-to", publishTo);
        return new Settings(
                label,
                addresses,
                backend,
                dialect(backend),
                proto,
                mode == null ? known.mode() : mode(mode),
                orElse(connections, known.connections()),
                orElse(channels, known.channels()),
                orElse(window, known.window()),
                orElse(publishers, known.publishers()),
                unordered == null ? known.unordered() : unordered,
                rate,
                payload,
                prefix,
                warmup,
                seconds,
                handshakes,
                sourceAddresses,
                rehearsal,
                pids.isEmpty() ? named.values().stream().flatMap(List::stream).toList() : pids,
                named,
                measuresHeap);
    }

    private static int orElse(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }

    private Shape knownShape() {
        if (shape == null) {
            return Shape.FAN_OUT_1K;
        }
        return Shape.named(shape)
                .orElseThrow(() ->
                        new LoadException("There is no shape '" + shape + "'; known are " + Shape.titles() + "."));
    }

    private static Mode mode(String name) {
        try {
            return Mode.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new LoadException("There is no mode '" + name + "'; known are pub, client, echo and idle.");
        }
    }

    private static InetSocketAddress address(String option, String server) {
        int colon = server.lastIndexOf(':');
        try {
            int port = Integer.parseInt(server.substring(colon + 1));
            return new InetSocketAddress(InetAddress.getByName(server.substring(0, Math.max(0, colon))), port);
        } catch (IllegalArgumentException e) {
            throw new LoadException(option + " is '" + server + "'; give HOST:PORT, for instance 127.0.0.1:6001.");
        } catch (UnknownHostException e) {
            throw new LoadException(option + ": no address is known for '" + server + "'.");
        }
    }

    private Dialect dialect(InetSocketAddress address) {
        String host = address.getHostString() + ":" + address.getPort();
        return switch (proto) {
            case "pusher" -> new PusherDialect(host, new Credentials(app, key, secret), event, Clock.systemUTC());
            case "raw" -> new RawDialect(host);
            default -> throw new LoadException("There is no protocol '" + proto + "'; known are pusher and raw.");
        };
    }
}
