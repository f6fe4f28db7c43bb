package io.carillon.client.rest;

import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.RequestSignature;
import io.carillon.protocol.signature.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;

/** How a request says whose it is. */
sealed interface Credentials {

    /**
     * A POST that says so.
     *
     * @param server without a slash at its end
     * @param now a signature is good for ten minutes, so each attempt has its own
     */
    HttpRequest.Builder post(String server, String path, byte[] body, Instant now);

    private static HttpRequest.Builder post(String url, byte[] body) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    /** A signature over all of the request, as Pusher's libraries make it. */
    record KeyPair(AppKey key, Secret secret) implements Credentials {
        @Override
        public HttpRequest.Builder post(String server, String path, byte[] body, Instant now) {
            String query = RequestSignature.signedQuery(key, secret, "POST", path, body, now.getEpochSecond());
            return Credentials.post(server + path + "?" + query, body);
        }
    }

    /** A server token of the app. */
    record Bearer(Secret token) implements Credentials {
        @Override
        public HttpRequest.Builder post(String server, String path, byte[] body, Instant now) {
            return Credentials.post(server + path, body).header("Authorization", "Bearer " + token.reveal());
        }
    }
}
