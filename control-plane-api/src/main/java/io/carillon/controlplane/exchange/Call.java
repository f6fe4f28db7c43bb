package io.carillon.controlplane.exchange;

import io.carillon.protocol.signature.RequestSignature;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One request, exactly as it was sent. Path and query are those of the request line: the framework's own reading splits at
 * {@code ;}, which is a letter of channel names, and decodes what was signed undecoded.
 */
public final class Call {

    private final String method;
    private final String path;
    private final RequestSignature query;
    private final HttpHeaders headers;
    private final byte[] body;

    private Call(String method, String path, RequestSignature query, HttpHeaders headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    /** Reads a request whose body has come in; the prefix is what a proxy puts in front of every path, not signed by anybody. */
    static Call of(HttpRequest<?> request, byte[] body, String pathPrefix) {
        String target = ((NettyHttpRequest<?>) request).getNativeRequest().uri();
        int question = target.indexOf('?');
        String path = withoutOrigin(question < 0 ? target : target.substring(0, question));
        String query = question < 0 ? "" : target.substring(question + 1);
        return new Call(
                request.getMethodName(),
                path.startsWith(pathPrefix) ? path.substring(pathPrefix.length()) : path,
                RequestSignature.parse(query),
                request.getHeaders(),
                body);
    }

    private static String withoutOrigin(String path) {
        // Clients of a forward proxy write the whole URL into the request line.
        int scheme = path.startsWith("/") ? -1 : path.indexOf("://");
        return scheme < 0 ? path : path.substring(Math.max(0, path.indexOf('/', scheme + 3)));
    }

    /** In upper case. */
    public String method() {
        return method;
    }

    /** As it was sent, without query and without a proxy's prefix. */
    public String path() {
        return path;
    }

    /**
     * One segment of the path, decoded; in {@code /apps/3/channels/lobby}, 1 is {@code 3} and 3 is {@code lobby}.
     *
     * @return empty if the path has fewer segments
     */
    public String segment(int index) {
        int start = 1;
        for (int i = 0; i < index; i++) {
            int slash = path.indexOf('/', start);
            if (slash < 0) {
                return "";
            }
            start = slash + 1;
        }
        int end = path.indexOf('/', start);
        return decode(path.substring(start, end < 0 ? path.length() : end));
    }

    private static String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            // A plus is a plus in a path; the decoder thinks of forms.
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            return segment;
        }
    }

    /** The query, which is also the signature. */
    public RequestSignature query() {
        return query;
    }

    /** The decoded value of a query parameter; null if there is none. */
    public @Nullable String parameter(String name) {
        return query.parameter(name);
    }

    /** The value of a header; null if there is none. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** The bytes that came, before anybody read them as anything; not to be changed. */
    public byte[] body() {
        return body;
    }
}
