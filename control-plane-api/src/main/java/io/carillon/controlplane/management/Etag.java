package io.carillon.controlplane.management;

import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.InvalidValueException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;

/** The version of a thing, by which changes that would undo somebody else's are found out. */
public final class Etag {

    private Etag() {}

    /** The thing with its version beside it. */
    public static <T> MutableHttpResponse<T> ok(T body, long version) {
        return HttpResponse.ok(body).header(HttpHeaders.ETAG, text(version));
    }

    /**
     * Passes if the request names no version in {@code If-Match}, or this one.
     *
     * @throws io.carillon.controlplane.problem.Refusal {@code version_conflict}
     */
    public static void check(HttpRequest<?> request, long version) {
        String wanted = request.getHeaders().get(HttpHeaders.IF_MATCH);
        if (wanted != null && !wanted.equals("*") && !wanted.equals(text(version))) {
            throw Problem.VERSION_CONFLICT.because(
                    "If-Match names version " + printable(wanted) + ", and now it is " + text(version)
                            + ": somebody else changed it. Read it again and apply your change to what you find.");
        }
    }

    private static String text(long version) {
        return "\"" + version + "\"";
    }

    private static String printable(String sent) {
        return InvalidValueException.quote(sent);
    }
}
