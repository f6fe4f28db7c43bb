package io.carillon.backplane.redis;

import io.carillon.backplane.App;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.ServerToken;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * How an app looks in Redis: a version, then {@link Fields} in the order of the records; lists begin with their length. The
 * version before knew no webhooks: whoever wrote it had them off.
 */
final class AppForm {

    private static final char VERSION = '2';
    private static final char WITHOUT_WEBHOOKS = '1';

    private AppForm() {}

    static byte[] write(App app) {
        var out = new Fields.Writer(VERSION);
        out.add(app.id()).add(app.name()).add(flag(app.enabled()));
        out.add(app.keys().size());
        app.keys().forEach(pair -> out.add(pair.key()).add(pair.secret().reveal()));
        out.add(app.tokens().size());
        app.tokens().forEach(token -> out.add(token.sha256()));
        write(app.limits(), out);
        write(app.options(), out);
        return out.bytes();
    }

    /** Throws {@link MalformedException} for what {@link #write} did not write. */
    static App read(byte[] bytes) {
        var in = new Fields.Reader(bytes, 0);
        char version = in.mark();
        if (version != VERSION && version != WITHOUT_WEBHOOKS) {
            throw new MalformedException("an app is written in a version that this process does not know");
        }
        return new App(
                AppId.of(in.text()),
                in.text(),
                in.flag(),
                list(in, () -> new KeyPair(AppKey.of(in.text()), Secret.of(in.text()))),
                list(in, () -> new ServerToken(in.text())),
                limits(in),
                options(in, version));
    }

    private static void write(AppLimits limits, Fields.Writer out) {
        out.add(limits.connections())
                .add(limits.eventBytes())
                .add(limits.channelsPerEvent())
                .add(limits.eventsPerBatch())
                .add(limits.channelNameLength())
                .add(limits.membersPerChannel())
                .add(limits.userInfoBytes())
                .add(limits.clientEventsPerSecond())
                .add(limits.clientEventBytes())
                .add(limits.watchedUsers())
                .add(limits.channelsPerConnection())
                .add(limits.subscribesPerSecond())
                .add(limits.cacheFor())
                .add(limits.historyEvents())
                .add(limits.historyFor());
    }

    private static AppLimits limits(Fields.Reader in) {
        return new AppLimits(
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                in.count(),
                Duration.parse(in.text()),
                in.count(),
                Duration.parse(in.text()));
    }

    private static void write(AppOptions options, Fields.Writer out) {
        out.add(flag(options.clientEvents()))
                .add(flag(options.subscriptionCounts()))
                .add(flag(options.userEvents()))
                .add(flag(options.webhooks()))
                .add(flag(options.tlsOnly()));
        out.add(options.allowedOrigins().size());
        options.allowedOrigins().forEach(out::add);
        out.add(options.activityTimeout()).add(options.authorizationTimeout());
    }

    private static AppOptions options(Fields.Reader in, char version) {
        return new AppOptions(
                in.flag(),
                in.flag(),
                in.flag(),
                version != WITHOUT_WEBHOOKS && in.flag(),
                in.flag(),
                list(in, in::text),
                Duration.parse(in.text()),
                Duration.parse(in.text()));
    }

    private static <T> List<T> list(Fields.Reader in, Supplier<T> item) {
        int size = in.count();
        List<T> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(item.get());
        }
        return items;
    }

    private static String flag(boolean on) {
        return on ? "1" : "0";
    }
}
