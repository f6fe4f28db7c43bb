package io.carillon.backplane.memory;

import io.carillon.backplane.ChannelPrefix;
import io.carillon.backplane.Traffic;
import io.carillon.backplane.UsageBatch;
import io.carillon.backplane.UsageBucket;
import io.carillon.backplane.UsageLedger;
import io.carillon.backplane.UsageReport;
import io.carillon.protocol.AppId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What was used, in one place: here all apps are in one shard. May be called by any thread. */
final class MemoryUsageLedger implements UsageLedger {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final InstantSource clock;
    private final NavigableMap<Place, Bucket> buckets = new TreeMap<>(Comparator.comparingLong(Place::minute)
            .thenComparing(place -> place.app().value()));
    private final Map<String, Long> heard = new HashMap<>();
    private @Nullable UsageBatch batch;
    private @Nullable Drainer drainer;
    private long till;
    private long batches;
    private long lost;

    MemoryUsageLedger(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CompletionStage<Void> add(UsageReport report) {
        return Stages.done(() -> take(report));
    }

    @Override
    public CompletionStage<List<UsageBatch>> drain(Drainer by, int limit, Duration patience) {
        return Stages.of(() -> {
            if (limit < 1) {
                throw new IllegalArgumentException("a drainer takes 1 bucket or more, not " + limit);
            }
            return give(by, limit, patience.toMillis());
        });
    }

    @Override
    public CompletionStage<Void> acknowledge(Collection<UsageBatch.Id> done) {
        return Stages.done(() -> forget(done));
    }

    @Override
    public CompletionStage<Waiting> waiting() {
        return Stages.of(this::sum);
    }

    private synchronized void take(UsageReport report) {
        Long before = heard.get(report.source());
        if (before != null && before >= report.number()) {
            return;
        }
        heard.put(report.source(), report.number());
        long now = clock.millis();
        long present = now / MINUTE;
        long oldest = (now - KEPT.toMillis()) / MINUTE;
        for (UsageBucket reported : report.buckets()) {
            long minute = reported.minute() > present || reported.minute() < oldest ? present : reported.minute();
            buckets.computeIfAbsent(new Place(reported.app(), minute), place -> new Bucket())
                    .add(report.source(), reported);
        }
        while (!buckets.isEmpty() && (buckets.firstKey().minute() < oldest || buckets.size() > MOST_BUCKETS)) {
            buckets.pollFirstEntry();
            lost++;
        }
    }

    private synchronized List<UsageBatch> give(Drainer by, int limit, long patience) {
        long now = clock.millis();
        if (batch != null && !by.equals(drainer) && till > now) {
            return List.of();
        }
        if (batch == null) {
            List<UsageBucket> complete = takeComplete((now - SETTLING.toMillis()) / MINUTE, limit);
            if (complete.isEmpty()) {
                return List.of();
            }
            batch = new UsageBatch(new UsageBatch.Id(0, "0-" + now + "-" + ++batches), complete);
        }
        drainer = by;
        till = now + patience;
        return List.of(batch);
    }

    private List<UsageBucket> takeComplete(long end, int limit) {
        List<UsageBucket> complete = new ArrayList<>();
        while (complete.size() < limit
                && !buckets.isEmpty()
                && buckets.firstKey().minute() < end) {
            var oldest = buckets.pollFirstEntry();
            complete.add(oldest.getValue().as(oldest.getKey()));
        }
        return complete;
    }

    private synchronized void forget(Collection<UsageBatch.Id> done) {
        if (batch != null && done.contains(batch.id())) {
            batch = null;
        }
    }

    private synchronized Waiting sum() {
        Map<AppId, Long> messages = new HashMap<>();
        buckets.forEach((place, bucket) -> {
            if (bucket.messages() > 0) {
                messages.merge(place.app(), bucket.messages(), Long::sum);
            }
        });
        return new Waiting(messages, lost);
    }

    private record Place(AppId app, long minute) {}

    private static final class Bucket {

        private final Map<String, Long> peaks = new HashMap<>(1);
        private final Map<ChannelPrefix, Traffic> traffic = new HashMap<>();

        void add(String source, UsageBucket reported) {
            if (reported.connections() > 0) {
                peaks.merge(source, reported.connections(), Math::max);
            }
            reported.traffic().forEach((prefix, more) -> traffic.merge(placeOf(prefix), more, Traffic::plus));
        }

        private ChannelPrefix placeOf(ChannelPrefix prefix) {
            int own = traffic.size() - (traffic.containsKey(ChannelPrefix.REST) ? 1 : 0);
            return traffic.containsKey(prefix) || own < MOST_PREFIXES ? prefix : ChannelPrefix.REST;
        }

        long messages() {
            return traffic.values().stream().mapToLong(Traffic::messages).sum();
        }

        UsageBucket as(Place place) {
            long connections =
                    peaks.values().stream().mapToLong(Long::longValue).sum();
            return new UsageBucket(place.app(), place.minute(), connections, traffic);
        }
    }
}
