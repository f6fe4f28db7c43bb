package io.carillon.protocol.signature;

import io.carillon.protocol.AppKey;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a request to the HTTP API, as a value that was read from the request's query.
 *
 * <p>Signed is {@code METHOD\nPATH\nk1=v1&k2=v2}: all parameters but {@code auth_signature}, keys in lower case and sorted,
 * values decoded. Libraries differ in what they escape, so the raw query is split here and nowhere else: on {@code &}
 * only, then at the first {@code =}; {@code ;} is a character of channel names.
 *
 * <p>Source: Pusher Channels documentation, "HTTP API reference: generating authentication signatures".
 */
public final class RequestSignature {

    private final List<Parameter> parameters;

    private RequestSignature(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    /** Reads the raw query: what follows the question mark, as it came over the wire; may be empty. */
    public static RequestSignature parse(String rawQuery) {
        var parameters = new ArrayList<Parameter>();
        int start = 0;
        while (start <= rawQuery.length()) {
            int end = rawQuery.indexOf('&', start);
            if (end < 0) {
                end = rawQuery.length();
            }
            if (end > start) {
                parameters.add(Parameter.of(rawQuery.substring(start, end)));
            }
            start = end + 1;
        }
        return new RequestSignature(parameters);
    }

    /** The decoded value of the first parameter of this name; null if there is none. */
    public @Nullable String parameter(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.key.equals(name)) {
                return parameter.value;
            }
        }
        return null;
    }

    /** The text that the sender should have signed. */
    public String textToSign(String method, String path) {
        var signed = new StringBuilder(256)
                .append(method.toUpperCase(Locale.ROOT))
                .append('\n')
                .append(path)
                .append('\n');
        char separator = 0;
        var sorted = new ArrayList<>(parameters);
        sorted.sort(Comparator.comparing(Parameter::key));
        for (Parameter parameter : sorted) {
            if (parameter.key.equals("auth_signature")) {
                continue;
            }
            if (separator != 0) {
                signed.append(separator);
            }
            signed.append(parameter.key).append('=').append(parameter.value);
            separator = '&';
        }
        return signed.toString();
    }

    /**
     * Whether {@code auth_signature} is the secret's for this method and path. Some HTTP stacks escape the path after it
     * was signed, so the path is tried as it came and then decoded.
     */
    public boolean isBy(Secret secret, String method, String rawPath) {
        String signature = parameter("auth_signature");
        if (signature == null) {
            return false;
        }
        if (secret.verifies(textToSign(method, rawPath), signature)) {
            return true;
        }
        String decoded = decodePath(rawPath);
        return !decoded.equals(rawPath) && secret.verifies(textToSign(method, decoded), signature);
    }

    /**
     * A signed query for a request, without a question mark; values are not escaped beyond what a URL needs.
     *
     * @param body the request's body; null for a request without one
     * @param extra further parameters as {@code key, value, key, value}
     */
    public static String signedQuery(
            AppKey key,
            Secret secret,
            String method,
            String path,
            byte @Nullable [] body,
            long timestampSeconds,
            String... extra) {
        var parameters = new ArrayList<Parameter>();
        parameters.add(new Parameter("auth_key", key.value()));
        parameters.add(new Parameter("auth_timestamp", Long.toString(timestampSeconds)));
        parameters.add(new Parameter("auth_version", "1.0"));
        if (body != null) {
            parameters.add(new Parameter("body_md5", md5Hex(body)));
        }
        for (int i = 0; i + 1 < extra.length; i += 2) {
            parameters.add(new Parameter(extra[i].toLowerCase(Locale.ROOT), extra[i + 1]));
        }
        String signature = secret.sign(new RequestSignature(parameters).textToSign(method, path));
        parameters.add(new Parameter("auth_signature", signature));
        var query = new StringBuilder();
        for (Parameter parameter : parameters) {
            if (query.length() > 0) {
                query.append('&');
            }
            query.append(parameter.key)
                    .append('=')
                    .append(URLEncoder.encode(parameter.value, StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    /** MD5 of the raw bytes of a body as 32 lower-case hex digits, as {@code body_md5} wants it. */
    public static String md5Hex(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has MD5", e);
        }
    }

    private static String decodePath(String rawPath) {
        // A plus is a plus in a path; URLDecoder thinks of forms.
        return decode(rawPath.replace("+", "%2B"));
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            // Not an escape then: the signature decides whether the text was meant so.
            return text;
        }
    }

    private record Parameter(String key, String value) {
        static Parameter of(String pair) {
            int equals = pair.indexOf('=');
            return equals < 0
                    ? new Parameter(decode(pair).toLowerCase(Locale.ROOT), "")
                    : new Parameter(
                            decode(pair.substring(0, equals)).toLowerCase(Locale.ROOT),
                            decode(pair.substring(equals + 1)));
        }
    }
}
