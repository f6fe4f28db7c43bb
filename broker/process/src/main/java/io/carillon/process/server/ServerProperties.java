package io.carillon.process.server;

import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import java.util.HashMap;
import java.util.Map;

/** How the framework beneath is set up: the HTTP server's ways, which are the same in every process. */
public final class ServerProperties {

    /** Whether keys of issuers are fetched from private networks, too. */
    public static final String PRIVATE_ISSUERS = "carillon.tokens.private-networks";

    private static final int ACCEPTING_THREADS = 1;
    /** Escaping inflates a batch of ten 10 kB events up to six times. */
    private static final long LARGEST_BODY = 2L * 1024 * 1024;

    private ServerProperties() {}

    /** Everything but which modules are switched on; the map may be added to. */
    public static Map<String, Object> of(Addresses addresses, Settings settings) {
        Map<String, Object> properties = of(addresses);
        properties.put(PRIVATE_ISSUERS, settings.isOn(Setting.PRIVATE_ISSUERS));
        return properties;
    }

    /** The same, where nothing is set. */
    public static Map<String, Object> of(Addresses addresses) {
        var properties = new HashMap<String, Object>();
        properties.put("micronaut.application.name", "carillon");
        doors(properties, addresses);
        limits(properties);
        loops(properties, "default", Runtime.getRuntime().availableProcessors());
        loops(properties, "parent", ACCEPTING_THREADS);
        return properties;
    }

    private static void doors(Map<String, Object> properties, Addresses addresses) {
        properties.put("micronaut.server.host", addresses.host());
        properties.put("micronaut.server.port", addresses.port());
        properties.put("carillon.management.port", addresses.managementPort());
        properties.put("endpoints.all.enabled", false);
        properties.put("endpoints.all.port", addresses.managementPort());
        properties.put("endpoints.health.enabled", true);
        properties.put("endpoints.health.sensitive", false);
        // The port is for those who watch the process: they are told why.
        properties.put("endpoints.health.details-visible", "ANONYMOUS");
        properties.put("endpoints.health.disk-space.enabled", false);
        properties.put("endpoints.health.discovery-client.enabled", false);
        // Ours answers /metrics in Prometheus' format.
        properties.put("endpoints.metrics.enabled", false);
        properties.put("endpoints.prometheus.enabled", false);
        // Who may call is decided by app options, signatures and tokens. The framework's own rule would answer a page
        // of
        // another origin on localhost with a 403 of which nobody knows where it comes from.
        properties.put("micronaut.server.cors.enabled", false);
        properties.put("micronaut.server.cors.localhost-pass-through", true);
    }

    private static void limits(Map<String, Object> properties) {
        properties.put("micronaut.server.max-request-size", LARGEST_BODY);
        properties.put("micronaut.server.max-request-buffer-size", LARGEST_BODY);
        // Room for a token of the greatest length, in the line or in a header, and for what else belongs there.
        properties.put("micronaut.server.netty.max-header-size", "16KB");
        properties.put("micronaut.server.netty.max-initial-line-length", "12KB");
        properties.put("micronaut.server.idle-timeout", "75s");
        properties.put("micronaut.server.read-idle-timeout", "75s");
        properties.put("micronaut.server.write-idle-timeout", "75s");
        properties.put("micronaut.server.http-version", "1.1");
        properties.put("micronaut.server.semicolon-is-normal-char", true);
        // The signature covers the bytes on the wire, and a small body must not become a large one.
        properties.put("micronaut.server.netty.request-decompression-enabled", false);
        properties.put("micronaut.server.netty.access-logger.enabled", false);
        properties.put("micronaut.server.netty.compression-threshold", -1);
        properties.put("micronaut.server.log-handled-exceptions", false);
    }

    /** epoll on the accepting loop too: with one kind there and another behind it, no connection would be accepted. */
    private static void loops(Map<String, Object> properties, String name, int threads) {
        String loop = "micronaut.netty.event-loops." + name;
        properties.put(loop + ".num-threads", threads);
        properties.put(loop + ".transport", "epoll,nio");
        properties.put(loop + ".shutdown-quiet-period", "0s");
        properties.put(loop + ".shutdown-timeout", "1s");
    }
}
