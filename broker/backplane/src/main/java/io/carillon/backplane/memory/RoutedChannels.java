package io.carillon.backplane.memory;

import io.carillon.backplane.AppChannel;
import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Each app's channels that have a node on their route, in the order of their names, so that a prefix finds its own and no
 * others. Users' channels are left out: nobody lists them.
 *
 * <p>May be called by any thread.
 */
final class RoutedChannels {

    private final Map<AppId, NavigableMap<String, AppChannel>> apps = new ConcurrentHashMap<>();

    void add(AppChannel channel) {
        if (isListed(channel)) {
            apps.compute(channel.app(), (app, known) -> {
                NavigableMap<String, AppChannel> names = known == null ? new ConcurrentSkipListMap<>() : known;
                names.put(channel.name().value(), channel);
                return names;
            });
        }
    }

    void remove(AppChannel channel) {
        if (isListed(channel)) {
            apps.computeIfPresent(channel.app(), (app, names) -> {
                names.remove(channel.name().value());
                return names.isEmpty() ? null : names;
            });
        }
    }

    List<AppChannel> of(AppId app, String prefix) {
        List<AppChannel> found = new ArrayList<>();
        NavigableMap<String, AppChannel> names = apps.get(app);
        if (names != null) {
            for (Map.Entry<String, AppChannel> entry :
                    names.tailMap(prefix, true).entrySet()) {
                if (!entry.getKey().startsWith(prefix)) {
                    break;
                }
                found.add(entry.getValue());
            }
        }
        return found;
    }

    private static boolean isListed(AppChannel channel) {
        return channel.name().type() != ChannelType.SERVER_TO_USER;
    }
}
