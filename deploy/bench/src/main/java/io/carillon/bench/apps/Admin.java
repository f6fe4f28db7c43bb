package io.carillon.bench.apps;

import io.carillon.bench.load.LoadException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who may do everything, at the management API of a control plane. */
public final class Admin {

    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
    private static final Pattern CSRF = Pattern.compile("\"csrf_token\":\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;
    private final String token;

    /**
     * @param address host:port
     * @param token an API token
     */
    public Admin(String address, String token) {
        this.address = address;
        this.token = token;
    }

    /**
     * The first person of a new platform.
     *
     * @param setupToken of the one-time link
     */
    public static Admin first(String address, String setupToken) {
        var nobody = new Admin(address, "");
        HttpResponse<String> signedIn = nobody.send(nobody.request("POST", "/setup", """
                        {"token":"%s","name":"Bench","email":"bench@example.com","password":"twelve slow herons","organisation":"Bench"}""".formatted(setupToken)));
        String cookie = signedIn.headers().firstValue("set-cookie").orElse("").replaceAll(";.*", "");
        HttpResponse<String> made =
                nobody.send(nobody.request("POST", "/me/tokens", "{\"name\":\"bench\",\"operator\":true}")
                        .header("Cookie", cookie)
                        .header("X-CSRF-Token", found(CSRF, signedIn.body())));
        return new Admin(address, found(TOKEN, made.body()));
    }

    /** Its API token. */
    public String token() {
        return token;
    }

    /** The body of the answer; fails if it is none of success. */
    public String post(String path, String json) {
        return send(request("POST", path, json).header("Authorization", "Bearer " + token))
                .body();
    }

    void patch(String path, String json) {
        send(request("PATCH", path, json).header("Authorization", "Bearer " + token));
    }

    private HttpRequest.Builder request(String method, String path, String json) {
        return HttpRequest.newBuilder(URI.create("http://" + address + "/api/v1" + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new LoadException("The management API answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer;
        } catch (IOException e) {
            throw new LoadException("The management API cannot be reached: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("stopped");
        }
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new LoadException("The management API answered without " + pattern + ".");
        }
        return matcher.group(1);
    }
}
