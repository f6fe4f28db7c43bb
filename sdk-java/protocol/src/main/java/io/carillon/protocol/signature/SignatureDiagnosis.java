package io.carillon.protocol.signature;

import io.carillon.protocol.signature.RequestSignature.Parameter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong when a request's signature does not fit. Nobody can see what the sender signed, so the mistakes that
 * people make are made once more, and the one that leads to the same signature is named.
 *
 * <p>Costs a few dozen signatures: for answers to refused requests, never to decide whether to refuse.
 */
public final class SignatureDiagnosis {

    private static final String BELONGS = " the secret belongs to the key in auth_key.";

    private static final int MAX_SHOWN = 4096;

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD");

    // What proxies in front of such a server are often told to take away.
    private static final List<String> PREFIXES = List.of("/pusher", "/api", "/ws", "/realtime", "/broadcasting");

    private final String method;
    private final String rawPath;
    private final RequestSignature request;
    private final List<Parameter> parameters;
    private final String expected;

    private SignatureDiagnosis(String method, String rawPath, RequestSignature request) {
        this.method = method.toUpperCase(Locale.ROOT);
        this.rawPath = rawPath;
        this.request = request;
        this.parameters = request.signedParameters();
        this.expected = request.textToSign(method, rawPath);
    }

    /**
     * Says in one line what should have been signed and, if that can be found out, what was signed instead. Nothing in it
     * was not sent by the client: neither a secret nor the signature that would have been right.
     *
     * @param method the request's method
     * @param rawPath the path as it came, without the server's own prefix
     * @param request the query of the refused request
     * @param secrets of the app's keys, that of the key in {@code auth_key} first; at least one
     */
    public static String explain(String method, String rawPath, RequestSignature request, List<Secret> secrets) {
        return new SignatureDiagnosis(method, rawPath, request).explain(secrets);
    }

    /** The same without looking for the mistake, which costs no signature. */
    public static String withoutLooking(String method, String rawPath, RequestSignature request) {
        return new SignatureDiagnosis(method, rawPath, request)
                .says("Compare this text with the one that you signed, and check that" + BELONGS);
    }

    private String explain(List<Secret> secrets) {
        String signature = request.parameter(RequestSignature.SIGNATURE);
        String mistake = signature == null || signature.isEmpty() ? null : mistake(signature, secrets);
        return says(
                mistake == null
                        ? "It fits none of the usual mistakes: compare this text with the one that you signed, and check that"
                                + BELONGS
                        : mistake);
    }

    /** @param more behind what should have been signed and what was sent, unless that is nothing */
    private String says(String more) {
        String signature = request.parameter(RequestSignature.SIGNATURE);
        String should = "Invalid signature: you should have sent HmacSHA256Hex(\"" + shown(expected)
                + "\", your_secret_key), but you sent ";
        return signature == null || signature.isEmpty()
                ? should + "none. Add it to the query as " + RequestSignature.SIGNATURE + "."
                : should + "\"" + shown(signature) + "\". " + more;
    }

    private @Nullable String mistake(String signature, List<Secret> secrets) {
        Secret secret = secrets.get(0);
        if (request.isBy(secret, method, rawPath)) {
            return "Yet this is the same: the signature is right.";
        }
        String digits = hex(signature);
        if (digits == null) {
            return "It is not a hexadecimal HMAC-SHA256, which has 64 digits 0-9 a-f" + otherDigest(signature) + ".";
        }
        if (!digits.equals(signature) && secret.verifies(expected, digits)) {
            return "It is written in Base64: write the same bytes as 64 hexadecimal digits.";
        }
        for (Secret other : secrets.subList(1, secrets.size())) {
            if (request.isBy(other, method, rawPath)) {
                return "It was made with the secret of another key of this app: use the secret of the key in auth_key.";
            }
        }
        return mistakes().stream()
                .filter(mistake -> secret.verifies(mistake.text, digits))
                .findFirst()
                .map(mistake -> "Yours fits if " + mistake.words + ".")
                .orElse(null);
    }

    private List<Mistake> mistakes() {
        var mistakes = new ArrayList<Mistake>();
        mistakesInMethod(mistakes);
        mistakesInParameters(mistakes);
        mistakesInPath(mistakes);
        mistakesInLines(mistakes);
        return mistakes;
    }

    private void mistakesInMethod(List<Mistake> mistakes) {
        for (String other : METHODS) {
            mistakes.add(new Mistake(
                    "the method is " + other + ", but the request came as " + method,
                    request.textToSign(other, rawPath)));
        }
        mistakes.add(new Mistake(
                "the method is in lower case: sign it in upper case",
                RequestSignature.text(method.toLowerCase(Locale.ROOT), rawPath, RequestSignature.sorted(parameters))));
    }

    private void mistakesInParameters(List<Mistake> mistakes) {
        String escaped = "the values are signed escaped: sign them as they are before they are escaped for the URL";
        mistakes.add(new Mistake(escaped, withValues(Parameter::rawValue)));
        mistakes.add(new Mistake(escaped, withValues(parameter -> RequestSignature.encode(parameter.value()))));
        mistakes.add(new Mistake(
                escaped,
                withValues(
                        parameter -> RequestSignature.encode(parameter.value()).replace("+", "%20"))));
        mistakes.add(new Mistake(
                "body_md5 is left out: it is signed like every other parameter",
                withParameters(parameters.stream()
                        .filter(parameter -> !parameter.key().equals(RequestSignature.BODY_MD5))
                        .toList())));
        mistakes.add(new Mistake(
                "only auth_key, auth_timestamp, auth_version and body_md5 are signed: sign all parameters of the query",
                withParameters(parameters.stream()
                        .filter(parameter -> parameter.key().startsWith("auth_")
                                || parameter.key().equals(RequestSignature.BODY_MD5))
                        .toList())));
        mistakes.add(new Mistake(
                "the parameters are in the order of the URL: sign them sorted by key",
                RequestSignature.text(method, rawPath, parameters)));
        List<Parameter> keysAsSent = parameters.stream()
                .map(parameter ->
                        new Parameter(parameter.rawKey(), parameter.value(), parameter.rawKey(), parameter.rawValue()))
                .toList();
        mistakes.add(new Mistake(
                "the keys are as they stand in the URL: sign them in lower case", withParameters(keysAsSent)));
    }

    private void mistakesInPath(List<Mistake> mistakes) {
        mistakes.add(withPath("the path is in upper case", rawPath.toUpperCase(Locale.ROOT)));
        mistakes.add(withPath("the path is in lower case", rawPath.toLowerCase(Locale.ROOT)));
        mistakes.add(
                rawPath.endsWith("/")
                        ? withPath(
                                "the path has no slash at its end, but the request has one",
                                rawPath.substring(0, rawPath.length() - 1))
                        : withPath("the path has a slash at its end, but the request has none", rawPath + "/"));
        if (rawPath.startsWith("/")) {
            mistakes.add(withPath("the path has no slash at its start", rawPath.substring(1)));
        }
        for (String prefix : PREFIXES) {
            mistakes.add(withPath(
                    "the path begins with " + prefix + ": a prefix that a proxy takes away is not signed",
                    prefix + rawPath));
        }
        int apps = rawPath.indexOf("/apps/");
        if (apps > 0) {
            mistakes.add(withPath(
                    "the path begins with /apps/, but the request came with a prefix that this server does not know",
                    rawPath.substring(apps)));
        }
        if (apps >= 0) {
            int afterId = rawPath.indexOf('/', apps + "/apps/".length());
            if (afterId > 0) {
                mistakes.add(withPath("the path lacks /apps/APP_ID at its start", rawPath.substring(afterId)));
            }
        }
    }

    private void mistakesInLines(List<Mistake> mistakes) {
        mistakes.add(new Mistake("the text ends with a line break: sign it without", expected + "\n"));
        mistakes.add(new Mistake(
                "its lines end with a carriage return and a line feed: sign a line feed alone",
                expected.replace("\n", "\r\n")));
        mistakes.add(new Mistake(
                "its lines are parted by a backslash and an n: sign line feeds", expected.replace("\n", "\\n")));
    }

    private String withValues(Function<Parameter, String> value) {
        return withParameters(parameters.stream()
                .map(parameter -> new Parameter(
                        parameter.key(), value.apply(parameter), parameter.rawKey(), parameter.rawValue()))
                .toList());
    }

    private String withParameters(List<Parameter> others) {
        return RequestSignature.text(method, rawPath, RequestSignature.sorted(others));
    }

    private Mistake withPath(String words, String path) {
        return new Mistake(words, request.textToSign(method, path));
    }

    /** The signature's bytes as 64 hexadecimal digits if it is some way of writing 32 bytes. */
    private static @Nullable String hex(String signature) {
        if (signature.matches("[0-9a-fA-F]{64}")) {
            return signature;
        }
        try {
            // A plus sign that was not escaped has become a space on its way.
            byte[] bytes = Base64.getDecoder()
                    .decode(signature.replace(' ', '+').replace('-', '+').replace('_', '/'));
            return bytes.length == 32 ? HexFormat.of().formatHex(bytes) : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static String otherDigest(String signature) {
        return switch (signature.length()) {
            case 32 -> "; 32 are an MD5";
            case 40 -> "; 40 are a SHA-1";
            case 128 -> "; 128 are a SHA-512";
            default -> "";
        };
    }

    /** On one line and in printable ASCII, as it would stand between the quotes of a program. */
    private static String shown(String text) {
        var shown = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            if (i == MAX_SHOWN) {
                return shown.append("...").toString();
            }
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '"', '\\' -> shown.append('\\').append(c);
                default -> {
                    if (c >= ' ' && c < 0x7f) {
                        shown.append(c);
                    } else {
                        shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    }
                }
            }
        }
        return shown.toString();
    }

    /**
     * @param words what was done and, where that is not plain, what to do
     * @param text what is signed by those who do it
     */
    private record Mistake(String words, String text) {}
}
