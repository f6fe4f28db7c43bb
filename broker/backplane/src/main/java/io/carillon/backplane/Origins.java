package io.carillon.backplane;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which web pages may connect to an app, and ask in its name. */
public final class Origins {

    private static final String ANY_LABEL = "*.";

    private Origins() {}

    /**
     * Whether a page of this origin is one of those.
     *
     * @param allowed {@code scheme://host[:port]}, where the host may begin with {@code *.} for exactly one label; empty for
     *     any origin
     * @param origin as the browser sent it; null if it is no browser
     */
    public static boolean allow(List<String> allowed, @Nullable String origin) {
        if (allowed.isEmpty() || origin == null) {
            return true;
        }
        String offered = origin.toLowerCase(Locale.ROOT);
        return allowed.stream().anyMatch(pattern -> matches(pattern.toLowerCase(Locale.ROOT), offered));
    }

    private static boolean matches(String pattern, String origin) {
        int host = pattern.indexOf("://") + 3;
        if (host < 3 || !pattern.startsWith(ANY_LABEL, host)) {
            return pattern.equals(origin);
        }
        String scheme = pattern.substring(0, host);
        String parent = pattern.substring(host + 1);
        if (!origin.startsWith(scheme) || !origin.endsWith(parent)) {
            return false;
        }
        int labelEnd = origin.length() - parent.length();
        return labelEnd > host && origin.indexOf('.', host) == labelEnd && origin.indexOf('/', host) < 0;
    }
}
