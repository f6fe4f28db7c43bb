package io.carillon.client.rest;

import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.RequestSignature;
import io.carillon.protocol.signature.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a request says whose it is. */
sealed interface Credentials {

    /**
     * A POST that says so.
     *
     * @param server without a slash at its end
     * @param now a signature is good for ten minutes, so each attempt has its own
     */
    HttpRequest.Builder post(String server, String path, byte[] body, Instant now);

    /** A GET that says so. */
    HttpRequest.Builder get(String server, String path, Map<String, String> parameters, Instant now);

    private static HttpRequest.Builder post(String url, byte[] body) {
        return request(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("Accept", "application/json");
    }

    /** A signature over all of the request, as Pusher's libraries make it. */
    record KeyPair(AppKey key, Secret secret) implements Credentials {
        @Override
        public HttpRequest.Builder post(String server, String path, byte[] body, Instant now) {
            String query = RequestSignature.signedQuery(key, secret, "POST", path, body, now.getEpochSecond());
            return Credentials.post(server + path + "?" + query, body);
        }

        @Override
        public HttpRequest.Builder get(String server, String path, Map<String, String> parameters, Instant now) {
            String[] extra = parameters.entrySet().stream()
                    .flatMap(parameter -> Stream.of(parameter.getKey(), parameter.getValue()))
                    .toArray(String[]::new);
            String query = RequestSignature.signedQuery(key, secret, "GET", path, null, now.getEpochSecond(), extra);
            return request(server + path + "?" + query);
        }
    }

    /** A server token of the app. */
    record Bearer(Secret token) implements Credentials {
        @Override
        public HttpRequest.Builder post(String server, String path, byte[] body, Instant now) {
            return authorized(Credentials.post(server + path, body));
        }

        @Override
        public HttpRequest.Builder get(String server, String path, Map<String, String> parameters, Instant now) {
            String query = parameters.entrySet().stream()
                    .map(parameter ->
                            parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return authorized(request(server + path + (query.isEmpty() ? "" : "?" + query)));
        }

        private HttpRequest.Builder authorized(HttpRequest.Builder request) {
            return request.header("Authorization", "Bearer " + token.reveal());
        }
    }
}
