package io.carillon.bench.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run found. A figure that could not be had is null.
 *
 * @param connectPerS connections established and subscribed per second
 * @param connectCpuUs server CPU per connection established and subscribed
 * @param firstConnectCpuUs the same for the rehearsal, on a server that had not seen a connection yet
 * @param handshakeMs from TCP connect to subscribed; includes queueing behind the handshakes that are under way at once
 * @param rssBytesPerConn growth of {@code VmRSS} from before the first connection to when as many as are counted
 *     stood for the first time; the kernel's socket memory is not in it
 * @param heapBytesPerConn growth of what lives in the JVM's heap, full collections before and after
 * @param mbInPerS what the generator read
 * @param serverCpu share of one core that the server used
 * @param serverCpuUsPerDelivery user and system CPU time of the server per delivery
 * @param serverSysShare the kernel's share of that
 * @param serverWaited share of the time in which the server's threads could run but others had the core
 * @param generatorCpu share of one core that the generator used; above 0.9 the generator is the limit, not the server
 * @param latencyMs from when a message was due; in echo the round trip
 * @param lost sequence numbers that subscribers never saw; null where several messages of a channel are under way unordered
 * @param reordered sequence numbers not above the one before; null likewise
 * @param undelivered deliveries still missing five seconds after the last publish; null in echo
 * @param stalls seconds without any delivery, in closed loop
 * @param publisherBusy messages that were due but found every publisher busy, in open loop
 * @param alive connections that were still subscribed at the end
 * @param failed connections that never were
 * @param load the machine's load average of the last minute, at the end
 * @param error the first thing that went wrong; empty if nothing did
 * @param parts what each of the server's processes took of it, where they were named
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RunResult(
        String label,
        String proto,
        String mode,
        int conns,
        int channels,
        int payload,
        double rate,
        int window,
        double connectPerS,
        @Nullable Double connectCpuUs,
        @Nullable Double firstConnectCpuUs,
        Percentiles handshakeMs,
        @Nullable Long rssKbBefore,
        @Nullable Long rssKbConnected,
        @Nullable Double rssBytesPerConn,
        @Nullable Long rssKbEnd,
        @Nullable Double heapBytesPerConn,
        double publishedPerS,
        double deliveredPerS,
        double mbInPerS,
        @Nullable Double serverCpu,
        @Nullable Double serverCpuUsPerDelivery,
        @Nullable Double serverSysShare,
        @Nullable Double serverWaited,
        double generatorCpu,
        double generatorWaited,
        Percentiles latencyMs,
        @Nullable Long lost,
        @Nullable Long reordered,
        @Nullable Long undelivered,
        long stalls,
        long publisherBusy,
        long httpErrors,
        int alive,
        int failed,
        double load,
        String error,
        Map<String, PartCost> parts) {

    public RunResult {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /**
     * What one kind of process took while the load was measured.
     *
     * @param cpu share of one core
     * @param cpuUsPerPublish user and system CPU time per message that was published, however many heard it
     * @param sysShare the kernel's share of that
     * @param compiling the share of a JVM's compiler: of a warm one next to nothing
     * @param waited share of the time in which its threads could run but others had the core
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record PartCost(
            double cpu,
            @Nullable Double cpuUsPerPublish,
            @Nullable Double sysShare,
            @Nullable Double compiling,
            double waited) {}

    /** Milliseconds; all zero where nothing was measured. */
    public record Percentiles(double p50, double p90, double p99, double p999, double max) {}
}
