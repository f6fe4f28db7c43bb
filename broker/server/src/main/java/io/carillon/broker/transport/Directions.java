package io.carillon.broker.transport;

import io.carillon.broker.connection.Handshake;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads from a request's URI where its client wants to go. */
@Singleton
final class Directions {

    private static final Pattern SUBPROTOCOL = Pattern.compile("pusher-channels-protocol-[0-9]{1,3}|carillon\\.v1");
    private static final String TOKEN_SUBPROTOCOL = "carillon.token.";
    private static final String BEARER = "Bearer ";
    private static final int MAX_WORD = 64;
    // One more than a token may have: what is too long is refused, and not cut until it fits.
    private static final int MAX_TOKEN = 8_193;

    private final String apps;
    private final EchoSettings echo;

    Directions(@Value("${carillon.broker.path-prefix:}") String prefix, EchoSettings echo) {
        this.apps = prefix + "/app/";
        this.echo = echo;
    }

    /** The path to which every upgrade is led; what was asked for is known by then. */
    String endpoint() {
        return apps + "-";
    }

    /** Whether a URI is below the path at which apps are found. */
    boolean leadsToApp(String uri) {
        return uri.startsWith(apps);
    }

    /** @param shown the token that a header has; null if none has one */
    Arrival read(
            String uri, @Nullable String origin, boolean secure, @Nullable String address, @Nullable String shown) {
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        if (echo.enabled() && path.equals(echo.path())) {
            return new Arrival.ToEcho();
        }
        if (!path.startsWith(apps) || path.length() == apps.length() || path.indexOf('/', apps.length()) >= 0) {
            return new Arrival.Astray();
        }
        String query = mark < 0 ? "" : uri.substring(mark + 1);
        return new Arrival.ToApp(new Handshake(
                decode(path.substring(apps.length()), false),
                parameter(query, "protocol", MAX_WORD),
                parameter(query, "client", MAX_WORD),
                parameter(query, "version", MAX_WORD),
                origin,
                secure,
                address,
                token(parameter(query, "token", MAX_TOKEN), shown),
                parameter(query, "carillon", MAX_WORD) != null));
    }

    private static @Nullable String token(@Nullable String inQuery, @Nullable String inHeader) {
        String token = inQuery == null ? inHeader : inQuery;
        return token == null || token.isEmpty() ? null : token;
    }

    /** The token in a header: {@code Authorization: Bearer TOKEN}, or an offered sub-protocol {@code carillon.token.TOKEN}. */
    static @Nullable String token(@Nullable String authorization, List<String> offers) {
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).trim();
        }
        for (String offer : offers) {
            for (String name : offer.split(",", -1)) {
                if (name.trim().startsWith(TOKEN_SUBPROTOCOL)) {
                    return name.trim().substring(TOKEN_SUBPROTOCOL.length());
                }
            }
        }
        return null;
    }

    /** The offered sub-protocol that names a version of Pusher's protocol, or of ours; null if none does. */
    static @Nullable String subprotocol(List<String> offers) {
        for (String offer : offers) {
            for (String name : offer.split(",", -1)) {
                if (SUBPROTOCOL.matcher(name.trim()).matches()) {
                    return name.trim();
                }
            }
        }
        return null;
    }

    /** The first value of a parameter, cut to some characters; null if it is absent. */
    private static @Nullable String parameter(String query, String name, int most) {
        int from = 0;
        while (from <= query.length()) {
            int to = query.indexOf('&', from);
            if (to < 0) {
                to = query.length();
            }
            int equals = query.indexOf('=', from);
            boolean hasValue = equals >= 0 && equals < to;
            if (decode(query.substring(from, hasValue ? equals : to), true).equals(name)) {
                String value = hasValue ? decode(query.substring(equals + 1, to), true) : "";
                return value.length() <= most ? value : value.substring(0, most);
            }
            from = to + 1;
        }
        return null;
    }

    /** Resolves percent signs. One that is not followed by two hex digits stands for itself: no key has it, so none fits. */
    private static String decode(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        var bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (raw[i] == '%' && high >= 0 && low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(plusIsSpace && raw[i] == '+' ? ' ' : raw[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
