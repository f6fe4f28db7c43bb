package io.carillon.controlplane.account;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;

/** What the other side says that it is. */
final class Client {

    private static final int LONGEST = 200;

    private Client() {}

    /** As it stands in {@code User-Agent}, without what cannot be seen. */
    static String of(HttpRequest<?> request) {
        String said = String.valueOf(request.getHeaders().get(HttpHeaders.USER_AGENT, String.class, ""))
                .replaceAll("[^\\x20-\\x7e]", "?");
        return said.length() > LONGEST ? said.substring(0, LONGEST) : said;
    }
}
