package io.carillon.backplane.meter;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.ChannelPrefix;
import io.carillon.protocol.AppId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is used in this process. Any thread may count. */
public final class UsageMeter {

    private final Map<AppId, AppMeter> apps = new ConcurrentHashMap<>();

    /** Where what goes through the channel is counted. */
    public ChannelMeter channel(AppChannel channel) {
        return app(channel.app()).channel(ChannelPrefix.of(channel.name()));
    }

    /** The app has one more connection here. */
    public void opened(AppId app) {
        app(app).opened();
    }

    /** The app has one connection less here. */
    public void closed(AppId app) {
        app(app).closed();
    }

    Map<AppId, AppMeter> apps() {
        return apps;
    }

    private AppMeter app(AppId app) {
        AppMeter meter = apps.get(app);
        return meter != null ? meter : apps.computeIfAbsent(app, id -> new AppMeter());
    }
}
