package io.carillon.allinone.playground;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who asks for the playground, and by which name. */
final class Visitor {

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> WEB_SCHEMES = Set.of("http", "https");

    private final PlaygroundSettings settings;
    private final @Nullable InetAddress address;
    private final String host;
    private final @Nullable String origin;

    /**
     * @param address where the connection comes from; null if that is no address
     * @param host what the request says it asks for; null if nothing
     * @param origin of the page that asks; null if no browser does
     */
    Visitor(
            PlaygroundSettings settings,
            @Nullable InetAddress address,
            @Nullable String host,
            @Nullable String origin) {
        this.settings = settings;
        this.address = address;
        this.host = host == null ? "" : host.toLowerCase(Locale.ROOT);
        this.origin = origin;
    }

    static Visitor of(PlaygroundSettings settings, HttpRequest<?> request) {
        return new Visitor(
                settings,
                request.getRemoteAddress().getAddress(),
                request.getHeaders().get(HttpHeaders.HOST),
                request.getHeaders().get(HttpHeaders.ORIGIN));
    }

    /** Whether the request comes from this machine. */
    boolean isLocal() {
        return address != null && address.isLoopbackAddress();
    }

    /**
     * Whether the Host header is a name of ours. A page of evil.example whose name suddenly means 127.0.0.1 is of our origin in the
     * browser's eyes, but the browser still says which name it asked for.
     */
    boolean asksForUs() {
        String name = host.replaceFirst(":[0-9]*$", "");
        return LOOPBACK_NAMES.contains(name)
                || name.equals(bracketed(settings.host()).toLowerCase(Locale.ROOT))
                || (listensEverywhere() && isAddress(name));
    }

    /**
     * The origin of the page that asks, if it may use the dev auth endpoints: one that this machine serves, or the playground
     * itself under another of its names.
     */
    Optional<String> trustedOrigin() {
        return Optional.ofNullable(origin).filter(this::isTrusted);
    }

    /** Whether a browser asks for a page that may not use the dev auth endpoints. */
    boolean comesFromStranger() {
        return origin != null && !isTrusted(origin);
    }

    private boolean isTrusted(String text) {
        try {
            URI uri = URI.create(text);
            String name = uri.getHost();
            return name != null
                    && WEB_SCHEMES.contains(String.valueOf(uri.getScheme()))
                    && (LOOPBACK_NAMES.contains(name.toLowerCase(Locale.ROOT))
                            || (asksForUs() && host.equals(uri.getAuthority())));
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }

    private boolean listensEverywhere() {
        return settings.host().equals("0.0.0.0") || settings.host().equals("::");
    }

    /** Addresses cannot be rebound: only names can. */
    private static boolean isAddress(String host) {
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}
