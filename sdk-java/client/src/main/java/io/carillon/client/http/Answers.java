package io.carillon.client.http;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.Refusal;
import io.carillon.client.json.Json;
import io.carillon.client.json.JsonException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an attempt came to, as success or as an exception that says what went wrong. */
public final class Answers {

    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final int MAX_SHOWN = 300;

    private Answers() {}

    /** The object of an answer of success; throws the refusal otherwise. */
    public static Json object(HttpResponse<String> answer) {
        return object(answer, "a Carillon or Pusher server");
    }

    /**
     * The object of an answer of success; throws the refusal otherwise.
     *
     * @param expected what should have answered
     */
    public static Json object(HttpResponse<String> answer, String expected) {
        done(answer);
        Json body = parsed(answer.body());
        if (body == null) {
            throw ClientError.ANSWER_INVALID.because(answer.statusCode() + " came without a JSON object from "
                    + place(answer.uri()) + ": is that the address of " + expected + "?");
        }
        return body;
    }

    /** Does nothing for an answer of success, whatever it says; throws the refusal otherwise. */
    public static void done(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new CarillonException(refusal(answer, parsed(answer.body())), null);
        }
    }

    /** What kept an attempt from being answered. */
    public static CarillonException unanswered(String server, Duration timeout, Throwable failure) {
        if (failure instanceof CarillonException known) {
            return known;
        }
        if (failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException) {
            return ClientError.UNREACHABLE.because(
                    server + " cannot be reached: look at host and port, and whether the server runs.", failure);
        }
        if (failure instanceof HttpTimeoutException) {
            return ClientError.TIMEOUT.because(
                    server + " did not answer within " + timeout.toMillis()
                            + " ms: look at why it is slow, or wait longer with timeout(...).",
                    failure);
        }
        if (failure instanceof IOException) {
            return ClientError.CONNECTION_LOST.because(
                    "The connection to " + server + " broke before the answer.", failure);
        }
        return ClientError.ANSWER_INVALID.because(
                "The request to " + server + " came to nothing: " + failure.getMessage(), failure);
    }

    private static Refusal refusal(HttpResponse<String> answer, @Nullable Json body) {
        int status = answer.statusCode();
        // As the HTTP API says it, whose code is the status in digits, or as RFC 9457 has it.
        String code = either(body, "id", "code");
        String words = either(body, "error", "detail");
        String docs = either(body, "docs", "type");
        return new Refusal(
                code == null ? "http_" + status : code,
                status,
                words == null ? status + " came from " + place(answer.uri()) + ": " + shown(answer.body()) : words,
                docs == null ? null : resolved(answer.uri(), docs),
                PASSING.contains(status),
                retryAfter(answer));
    }

    private static @Nullable String either(@Nullable Json body, String one, String other) {
        if (body == null) {
            return null;
        }
        String found = body.text(one);
        return found == null ? body.text(other) : found;
    }

    private static @Nullable Duration retryAfter(HttpResponse<String> answer) {
        // The form with a date is for caches: no server of this API sends it.
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(null);
    }

    private static @Nullable Json parsed(String body) {
        try {
            Json json = Json.read(body);
            return json.isObject() ? json : null;
        } catch (JsonException notJson) {
            return null;
        }
    }

    private static @Nullable URI resolved(URI request, String docs) {
        try {
            return URI.create(place(request)).resolve(docs);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    /** Without the query, which holds a signature. */
    private static String place(URI request) {
        return request.getScheme() + "://" + request.getRawAuthority() + request.getRawPath();
    }

    private static String shown(String body) {
        return body.length() <= MAX_SHOWN
                ? body.strip()
                : body.substring(0, MAX_SHOWN).strip() + "...";
    }
}
