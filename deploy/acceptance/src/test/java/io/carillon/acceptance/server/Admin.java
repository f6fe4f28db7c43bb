package io.carillon.acceptance.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The first person of a platform, who may do everything there. The one-time link is used up: a jar has one of these. */
public final class Admin {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final RunningJar jar;
    private final String token;

    private Admin(RunningJar jar, String token) {
        this.jar = jar;
        this.token = token;
    }

    /** Signs in by the link that the jar has printed. */
    public static Admin of(RunningJar jar) {
        var nobody = new Admin(jar, "");
        String link = jar.announcement().get("first_sign_in_url").asText();
        HttpResponse<String> signedIn =
                nobody.send(nobody.request("POST", "/setup", """
                {"token":"%s","name":"Ann","email":"ann@example.com","password":"twelve slow herons","organisation":"Acceptance"}""".formatted(link.replaceAll(".*[=#/]", ""))));
        String cookie = signedIn.headers().firstValue("set-cookie").orElse("").replaceAll(";.*", "");
        HttpResponse<String> made =
                nobody.send(nobody.request("POST", "/me/tokens", "{\"name\":\"acceptance\",\"operator\":true}")
                        .header("Cookie", cookie)
                        .header("X-CSRF-Token", read(signedIn).get("csrf_token").asText()));
        return new Admin(jar, read(made).get("token").asText());
    }

    /** What the management API answers; fails if it is no success. */
    public JsonNode ask(String method, String path, String json) {
        return read(send(request(method, path, json).header("Authorization", "Bearer " + token)));
    }

    private HttpRequest.Builder request(String method, String path, String json) {
        return HttpRequest.newBuilder(URI.create("http://" + jar.host() + ":" + jar.port() + "/api/v1" + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(
                        answer.request().uri() + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", e);
        }
    }

    private static JsonNode read(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(answer.body(), e);
        }
    }
}
