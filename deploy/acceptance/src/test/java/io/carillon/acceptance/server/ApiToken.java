package io.carillon.acceptance.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** An API token, got as its owner gets it: by the first sign-in, whose link was printed at the start, and then by asking. */
public final class ApiToken {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String EMAIL = "ann@example.com";
    private static final String PASSWORD = "a long one for the tests";

    private ApiToken() {}

    /** Of Ann, who sets the platform up and is its operator. Once for each server. */
    public static String ofAnn(RunningJar jar) throws IOException, InterruptedException {
        String link = jar.announcement().get("first_sign_in_url").asText();
        HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        JsonNode session = post(
                browser,
                jar,
                "/setup",
                "",
                Map.of(
                        "token",
                        URI.create(link).getFragment(),
                        "name",
                        "Ann",
                        "email",
                        EMAIL,
                        "password",
                        PASSWORD,
                        "organisation",
                        "Shop"));
        return post(browser, jar, "/me/tokens", session.get("csrf_token").asText(), Map.of("name", "Tests"))
                .get("token")
                .asText();
    }

    /** Of Ann, who has set the platform up, for what operators of the platform may. */
    public static String ofAnnAsOperator(RunningJar jar) throws IOException, InterruptedException {
        HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        JsonNode session = post(browser, jar, "/session", "", Map.of("email", EMAIL, "password", PASSWORD));
        return post(
                        browser,
                        jar,
                        "/me/tokens",
                        session.get("csrf_token").asText(),
                        Map.of("name", "Operator", "operator", true))
                .get("token")
                .asText();
    }

    private static JsonNode post(HttpClient browser, RunningJar jar, String path, String csrf, Map<String, ?> body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://" + jar.host() + ":" + jar.port() + "/api/v1" + path))
                .header("Content-Type", "application/json")
                .header("X-CSRF-Token", csrf)
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> answer = browser.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(path + " was answered with " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
