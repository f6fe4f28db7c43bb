package io.carillon.controlplane.description;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Bytes that stay the same as long as the process runs. */
final class Document {

    private final MediaType type;
    private final byte[] bytes;
    private final String etag;

    private Document(String type, byte[] bytes) {
        this.type = MediaType.of(type);
        this.bytes = bytes;
        this.etag = '"' + digest(bytes) + '"';
    }

    static Document of(String type, String text) {
        return new Document(type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file of the jar, by its path in it. */
    static Document ofFile(String type, String path) {
        try (InputStream file = Document.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("the jar holds no " + path);
            }
            return new Document(type, file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Itself, or that it has not changed since it was asked for last. */
    MutableHttpResponse<byte[]> answer(HttpRequest<?> request) {
        String known = request.getHeaders().get(HttpHeaders.IF_NONE_MATCH);
        MutableHttpResponse<byte[]> answer = known != null && known.contains(etag)
                ? HttpResponse.status(HttpStatus.NOT_MODIFIED)
                : HttpResponse.ok(bytes).contentType(type);
        return answer.header(HttpHeaders.ETAG, etag)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header("X-Content-Type-Options", "nosniff");
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
