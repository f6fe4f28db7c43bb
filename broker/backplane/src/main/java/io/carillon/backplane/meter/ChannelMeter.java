package io.carillon.backplane.meter;

import io.carillon.backplane.ChannelPrefix;
import io.carillon.backplane.Traffic;
import java.util.concurrent.atomic.LongAdder;

/**
 * What goes through the channels of one prefix of one app in this process. Whoever has one may keep it for as long as the
 * channel lives. Any thread may count.
 */
public final class ChannelMeter {

    private final AppMeter app;
    private final ChannelPrefix prefix;
    private final LongAdder messagesIn = new LongAdder();
    private final LongAdder messagesOut = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private volatile boolean retired;

    // Of the one who takes.
    private Traffic taken = Traffic.NONE;
    private int idleMinutes;

    ChannelMeter(AppMeter app, ChannelPrefix prefix) {
        this.app = app;
        this.prefix = prefix;
    }

    /** One event was accepted. */
    public void in(long bytes) {
        ChannelMeter meter = inUse();
        meter.messagesIn.increment();
        meter.bytesIn.add(bytes);
    }

    /** So many events of so many bytes together were delivered. */
    public void out(long messages, long bytes) {
        ChannelMeter meter = inUse();
        meter.messagesOut.add(messages);
        meter.bytesOut.add(bytes);
    }

    private ChannelMeter inUse() {
        return retired ? app.channel(prefix) : this;
    }

    /** What was counted since it was last taken. */
    Traffic take() {
        var now = new Traffic(messagesIn.sum(), messagesOut.sum(), bytesIn.sum(), bytesOut.sum());
        var news = new Traffic(
                now.messagesIn() - taken.messagesIn(),
                now.messagesOut() - taken.messagesOut(),
                now.bytesIn() - taken.bytesIn(),
                now.bytesOut() - taken.bytesOut());
        taken = now;
        if (!news.isNone()) {
            idleMinutes = 0;
        }
        return news;
    }

    /** A minute is over: how many have been in a row without anything to take. */
    int idleMinutes() {
        return idleMinutes++;
    }

    /** From now on another counts; what is being counted at this moment is still to be taken. */
    void retire() {
        retired = true;
    }

    ChannelPrefix prefix() {
        return prefix;
    }
}
