package io.carillon.allinone.playground;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.memory.MemoryBackplane;
import io.carillon.controlplane.app.FirstApp;
import io.carillon.process.management.Drain;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The playground over HTTP, alone. The key pair is that of the examples in Pusher's documentation. */
class PlaygroundTest {

    private static final FirstApp APP = new FirstApp(
            AppId.of("3"),
            AppKey.of("278d425bdf160c739803"),
            Secret.of("7ad3773142a6692b25b8"),
            Secret.of("car_token"));

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ApplicationContext context;
    private static URI server;

    @BeforeAll
    static void start() {
        context = ApplicationContext.builder()
                .enableDefaultPropertySources(false)
                .deduceEnvironment(false)
                .properties(Map.of(
                        "micronaut.server.host",
                        "127.0.0.1",
                        "micronaut.server.port",
                        -1,
                        "micronaut.server.cors.localhost-pass-through",
                        true,
                        "carillon.management.port",
                        0,
                        "endpoints.all.enabled",
                        false,
                        "carillon.playground.enabled",
                        true))
                .singletons(new PlaygroundSettings(APP, "127.0.0.1", "", false), new MemoryBackplane(), new Drain())
                .start();
        server = context.getBean(EmbeddedServer.class).start().getURI();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void a_private_channel_is_signed_as_the_documentation_says() throws Exception {
        var response = post("/playground/auth", "socket_id=1234.1234&channel_name=private-foobar");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("""
                        {"auth":"278d425bdf160c739803:58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4"}""");
    }

    @Test
    void a_presence_channel_gets_the_member_that_was_asked_for() throws Exception {
        var response = post(
                "/playground/auth?user_id=7",
                "socket_id=1234.1234&channel_name=presence-lobby&user_name=Zo%C3%AB+%22Z%22");

        assertThat(response.statusCode()).isEqualTo(200);
        String data = "{\"user_id\":\"7\",\"user_info\":{\"name\":\"Zoë \\\"Z\\\"\"}}";
        String auth = APP.key() + ":" + APP.secret().sign("1234.1234:presence-lobby:" + data);
        assertThat(response.body())
                .isEqualTo("{\"auth\":\"" + auth + "\",\"channel_data\":\""
                        + data.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");
    }

    @Test
    void who_does_not_say_who_it_is_becomes_a_guest() throws Exception {
        var response = post("/playground/auth", "socket_id=1.2&channel_name=presence-lobby");

        assertThat(response.body())
                .matches(
                        "\\{\"auth\":\"278d425bdf160c739803:[0-9a-f]{64}\",\"channel_data\":\"\\{"
                                + "\\\\\"user_id\\\\\":\\\\\"(guest-[0-9a-f]{8})\\\\\",\\\\\"user_info\\\\\":\\{\\\\\"name\\\\\":\\\\\"\\1\\\\\"}}\"}");
    }

    @Test
    void a_user_is_authenticated_for_sign_in() throws Exception {
        var response = post("/playground/user-auth", "socket_id=1234.1234&user_id=12345&user_name=Ann");

        String data = "{\"id\":\"12345\",\"user_info\":{\"name\":\"Ann\"}}";
        assertThat(response.body())
                .isEqualTo("{\"auth\":\"" + APP.key() + ":" + APP.secret().sign("1234.1234::user::" + data)
                        + "\",\"user_data\":\"" + data.replace("\"", "\\\"") + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "socket_id=1.2%0A&channel_name=private-a | socket_id_invalid",
                "socket_id=1:2&channel_name=private-a | socket_id_invalid",
                "socket_id=POST%0A/apps&channel_name=private-a | socket_id_invalid",
                "channel_name=private-a | field_missing",
                "socket_id=1.2 | field_missing",
                "socket_id=1.2&channel_name=private-a:b | channel_name_invalid",
                "socket_id=1.2&channel_name=private-%0A | channel_name_invalid",
                "socket_id=1.2&channel_name=:user: | channel_name_invalid",
                "socket_id=1.2&channel_name=public | channel_needs_no_authorization",
                "socket_id=1.2&channel_name=%23server-to-user-1 | channel_needs_no_authorization",
                "socket_id=1.2&channel_name=private-encrypted-a | channel_encrypted",
                "socket_id=%zz&channel_name=private-a | form_malformed"
            })
    void nothing_is_signed_that_is_not_what_it_seems(String form, String id) throws Exception {
        var response = post("/playground/auth", form);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .startsWith("{\"error\":\"")
                .endsWith("\",\"code\":400,\"id\":\"" + id + "\"}")
                .doesNotContain(APP.key() + ":");
    }

    @Test
    void a_semicolon_is_part_of_a_channel_name() throws Exception {
        var response = post("/playground/auth", "socket_id=1.2&channel_name=private-a;b,c=@.");

        assertThat(response.body())
                .isEqualTo("{\"auth\":\"" + APP.key() + ":" + APP.secret().sign("1.2:private-a;b,c=@.") + "\"}");
    }

    @Test
    void a_page_on_localhost_may_read_the_answer() throws Exception {
        var response = send(form("/playground/auth", "socket_id=1.2&channel_name=private-a")
                .header("Origin", "http://localhost:5173"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("http://localhost:5173");
        assertThat(response.headers().firstValue("Vary")).contains("Origin");
    }

    @Test
    void a_browser_may_ask_first() throws Exception {
        var response = send(HttpRequest.newBuilder(server.resolve("/playground/auth"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "http://localhost:5173")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "x-csrf-token"));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("http://localhost:5173");
        assertThat(response.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("x-csrf-token");
    }

    @Test
    void a_page_of_another_site_gets_no_signature() throws Exception {
        var response = send(form("/playground/auth", "socket_id=1.2&channel_name=private-a")
                .header("Origin", "http://evil.example"));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(response.body()).isEqualTo("""
                        {"error":"The playground's auth endpoint signs only for pages from localhost. Give your app an auth endpoint of its own.",\
                        "code":403,"id":"origin_refused"}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/playground", "/playground/config.json", "/playground/playground.js"})
    void a_name_that_was_rebound_to_this_machine_gets_nothing(String path) throws Exception {
        var response = send(HttpRequest.newBuilder(server.resolve(path)).header("Host", "evil.example"));

        assertThat(response.statusCode()).isEqualTo(421);
        assertThat(response.body()).isEqualTo("""
                        {"error":"The playground shows secrets, so it answers only to the names localhost, 127.0.0.1, [::1] and the address \
                        that Carillon listens on. Open it under one of these.","code":421,"id":"playground_host_unknown"}""");
    }

    @Test
    void the_page_runs_only_what_comes_with_it() throws Exception {
        var page = get("/playground");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .contains(
                        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws: wss:; img-src 'self';"
                                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'");
        assertThat(page.body())
                .doesNotContainPattern("(?i)(src|href)=\"(https?:)?//")
                .doesNotContainPattern("(?i)<script(?![^>]*src=)")
                .doesNotContainPattern("(?i)\\son[a-z]+=")
                .doesNotContainPattern("(?i)\\sstyle=");
    }

    @ParameterizedTest
    @CsvSource({
        "/playground/playground.css,text/css;charset=utf-8",
        "/playground/playground.js,text/javascript;charset=utf-8",
        "/playground/icon.svg,image/svg+xml;charset=utf-8"
    })
    void what_the_page_needs_is_in_the_jar(String path, String type) throws Exception {
        var file = get(path);

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).contains(type);
        assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void the_script_never_makes_markup_of_text() throws Exception {
        assertThat(get("/playground/playground.js").body())
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser");
    }

    @Test
    void the_page_is_told_the_keys_and_no_other_origin_may_read_them() throws Exception {
        var response = send(HttpRequest.newBuilder(server.resolve("/playground/config.json"))
                .header("Origin", "http://localhost:5173"));

        assertThat(response.body()).isEqualTo("""
                        {"appId":"3","appKey":"278d425bdf160c739803","appSecret":"7ad3773142a6692b25b8",\
                        "serverToken":"car_token","pathPrefix":""}""");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void the_root_leads_to_the_page() throws Exception {
        var response = get("/");

        assertThat(response.statusCode()).isEqualTo(307);
        assertThat(response.headers().firstValue("Location")).contains("/playground");
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.resolve(path)));
    }

    private static HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        return send(form(path, form));
    }

    private static HttpRequest.Builder form(String path, String form) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString(UTF_8));
    }
}
