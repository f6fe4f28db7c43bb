package io.carillon.backplane.meter;

import io.carillon.backplane.ChannelPrefix;
import io.carillon.backplane.Traffic;
import io.carillon.backplane.UsageLedger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What one app uses in this process. Any thread may count; one takes. */
final class AppMeter {

    /** So long after it counted something the place of a meter may go to another prefix. */
    private static final int IDLE_MINUTES = 10;

    private final ChannelMeter rest = new ChannelMeter(this, ChannelPrefix.REST);
    private final Map<ChannelPrefix, ChannelMeter> meters = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();

    // Of the one who takes: out of use, but perhaps somebody was just counting.
    private List<ChannelMeter> retired = new ArrayList<>(0);

    /** The names are strangers' choice, so there are only so many. */
    ChannelMeter channel(ChannelPrefix prefix) {
        ChannelMeter meter = meters.get(prefix);
        if (meter != null) {
            return meter;
        }
        return meters.size() < UsageLedger.MOST_PREFIXES
                ? meters.computeIfAbsent(prefix, it -> new ChannelMeter(this, it))
                : rest;
    }

    void opened() {
        peak.accumulateAndGet(connections.incrementAndGet(), Math::max);
    }

    void closed() {
        connections.decrementAndGet();
    }

    /** What was counted since it was last taken; without what nothing went through. */
    Map<ChannelPrefix, Traffic> take() {
        Map<ChannelPrefix, Traffic> news = new HashMap<>();
        take(rest, news);
        meters.values().forEach(meter -> take(meter, news));
        retired.forEach(meter -> take(meter, news));
        return news;
    }

    /** The most connections there were at once in the minute that is over. */
    int turnMinute() {
        retired = new ArrayList<>(0);
        for (ChannelMeter meter : meters.values()) {
            if (meter.idleMinutes() >= IDLE_MINUTES) {
                meters.remove(meter.prefix());
                meter.retire();
                retired.add(meter);
            }
        }
        int was = peak.getAndSet(0);
        peak.accumulateAndGet(connections.get(), Math::max);
        return was;
    }

    private static void take(ChannelMeter meter, Map<ChannelPrefix, Traffic> news) {
        Traffic traffic = meter.take();
        if (!traffic.isNone()) {
            news.merge(meter.prefix(), traffic, Traffic::plus);
        }
    }
}
