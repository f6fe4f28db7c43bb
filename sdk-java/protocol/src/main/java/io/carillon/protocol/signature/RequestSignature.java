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
import java.util.stream.Collectors;
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

    static final String SIGNATURE = "auth_signature";
    static final String BODY_MD5 = "body_md5";

    // One per thread: to look the algorithm up costs as much as to digest a small body.
    private static final ThreadLocal<MessageDigest> MD5 = ThreadLocal.withInitial(RequestSignature::newMd5);

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
                parameters.add(Parameter.parse(rawQuery.substring(start, end)));
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

    /** The parameters that are signed, as they stand in the query. */
    List<Parameter> signedParameters() {
        var signed = new ArrayList<Parameter>(parameters.size());
        for (Parameter parameter : parameters) {
            if (!parameter.key.equals(SIGNATURE)) {
                signed.add(parameter);
            }
        }
        return signed;
    }

    /** The text that the sender should have signed. */
    public String textToSign(String method, String path) {
        return text(method.toUpperCase(Locale.ROOT), path, sorted(signedParameters()));
    }

    static List<Parameter> sorted(List<Parameter> parameters) {
        var sorted = new ArrayList<>(parameters);
        sorted.sort(Comparator.comparing(Parameter::key));
        return sorted;
    }

    static String text(String method, String path, List<Parameter> parameters) {
        var text =
                new StringBuilder(256).append(method).append('\n').append(path).append('\n');
        for (int i = 0; i < parameters.size(); i++) {
            text.append(i == 0 ? "" : "&")
                    .append(parameters.get(i).key)
                    .append('=')
                    .append(parameters.get(i).value);
        }
        return text.toString();
    }

    /**
     * Whether {@code auth_signature} is the secret's for this method and path. Some HTTP stacks escape the path after it
     * was signed, so the path is tried as it came and then decoded; not if that would bring a line break, which parts the
     * signed text, into it.
     */
    public boolean isBy(Secret secret, String method, String rawPath) {
        String signature = parameter(SIGNATURE);
        if (signature == null) {
            return false;
        }
        if (secret.verifies(textToSign(method, rawPath), signature)) {
            return true;
        }
        String decoded = decodePath(rawPath);
        return !decoded.equals(rawPath)
                && decoded.indexOf('\n') < 0
                && secret.verifies(textToSign(method, decoded), signature);
    }

    /**
     * Whether {@code body_md5} vouches for this body. Python sends it even without a body, so it is compared whenever it
     * is there; it may be missing only if the body is empty.
     *
     * @param body the bytes as they came, before anything was read from them
     */
    public boolean covers(byte[] body) {
        String md5 = parameter(BODY_MD5);
        return md5 == null ? body.length == 0 : md5.equalsIgnoreCase(md5Hex(body));
    }

    /**
     * A signed query for a request, without a question mark; values are not escaped beyond what a URL needs.
     *
     * @param body the request's body; null for a request without one
     * @param extra further parameters as {@code key, value, key, value}
     * @throws IllegalArgumentException if the last key has no value
     */
    public static String signedQuery(
            AppKey key,
            Secret secret,
            String method,
            String path,
            byte @Nullable [] body,
            long timestampSeconds,
            String... extra) {
        if (extra.length % 2 != 0) {
            throw new IllegalArgumentException("parameter " + extra[extra.length - 1] + " has no value");
        }
        var parameters = new ArrayList<Parameter>();
        parameters.add(Parameter.of("auth_key", key.value()));
        parameters.add(Parameter.of("auth_timestamp", Long.toString(timestampSeconds)));
        parameters.add(Parameter.of("auth_version", "1.0"));
        if (body != null) {
            parameters.add(Parameter.of(BODY_MD5, md5Hex(body)));
        }
        for (int i = 0; i < extra.length; i += 2) {
            parameters.add(Parameter.of(extra[i], extra[i + 1]));
        }
        String signature = secret.sign(new RequestSignature(parameters).textToSign(method, path));
        parameters.add(Parameter.of(SIGNATURE, signature));
        return parameters.stream()
                .map(parameter -> parameter.rawKey + "=" + parameter.rawValue)
                .collect(Collectors.joining("&"));
    }

    /** MD5 of the raw bytes of a body as 32 lower-case hex digits, as {@code body_md5} wants it. */
    public static String md5Hex(byte[] body) {
        return HexFormat.of().formatHex(MD5.get().digest(body));
    }

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has MD5", e);
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
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

    /**
     * One pair of the query.
     *
     * @param key decoded and in lower case, as it is signed
     * @param value decoded, as it is signed
     * @param rawKey as it stands in the query
     * @param rawValue as it stands in the query
     */
    record Parameter(String key, String value, String rawKey, String rawValue) {

        static Parameter of(String key, String value) {
            return new Parameter(key.toLowerCase(Locale.ROOT), value, encode(key), encode(value));
        }

        private static Parameter parse(String pair) {
            int equals = pair.indexOf('=');
            String rawKey = equals < 0 ? pair : pair.substring(0, equals);
            String rawValue = equals < 0 ? "" : pair.substring(equals + 1);
            return new Parameter(decode(rawKey).toLowerCase(Locale.ROOT), decode(rawValue), rawKey, rawValue);
        }
    }
}
