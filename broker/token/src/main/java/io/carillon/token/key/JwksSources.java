package io.carillon.token.key;

import io.carillon.protocol.AppId;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The key sets that apps' issuers publish. Each app has its own, even where several trust one issuer: what one does to its
 * key set, such as spending the allowance for fetches on invented keys, is not felt by the others.
 */
public final class JwksSources implements AutoCloseable {

    private record Place(AppId app, JwksUrl url) {}

    private final JwksSettings settings;
    private final InstantSource clock;
    private final JwksFetcher fetcher;
    private final Map<Place, JwksSource> sources;

    /** @param clock tells how old keys are */
    public JwksSources(JwksSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.fetcher = new JwksFetcher(settings);
        this.sources = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Place, JwksSource> eldest) {
                return size() > settings.sources();
            }
        };
    }

    /** The app's source of the keys at this URL; nothing is fetched before keys are asked for. */
    public KeySource of(AppId app, JwksUrl url) {
        synchronized (sources) {
            return sources.computeIfAbsent(
                    new Place(app, url), place -> new JwksSource(() -> fetcher.fetch(url), settings, clock));
        }
    }

    /** Ends all fetches. */
    @Override
    public void close() {
        fetcher.close();
    }
}
