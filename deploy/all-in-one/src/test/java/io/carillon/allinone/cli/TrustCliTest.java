package io.carillon.allinone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.allinone.CarillonProcess;
import io.carillon.allinone.TestOperator;
import io.carillon.allinone.cli.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom an app trusts and what it revokes, from the command line, against a platform that runs. */
class TrustCliTest {

    @TempDir
    static Path folder;

    private static CarillonProcess carillon;
    private static String url = "";
    private static String app = "";
    private static String key = "";
    private static String secret = "";

    @BeforeAll
    static void start() throws IOException {
        carillon = CarillonProcess.start(
                folder, Map.of(), "dev", "--json", "--no-open", "--port", "0", "--management-port", "0");
        url = "http://127.0.0.1:" + carillon.announcement().get("port");
        Json made = Json.read(run("apps", "create", "Chat", "--json").out());
        app = made.at("app").at("id").text();
        key = made.at("key").at("key").text();
        secret = made.at("key").at("secret").text();
    }

    @AfterAll
    static void stop() {
        carillon.close();
    }

    @Test
    void an_issuer_is_added_listed_and_removed() throws IOException {
        Path file = folder.resolve("issuer.json");
        Files.writeString(file, """
                {"name":"https://id.example/","audiences":["chat"],"jwks_url":"https://id.example/keys"}""");

        Told added = run("issuers", "add", app, file.toString());
        assertThat(added.status()).as(added.err()).isZero();
        assertThat(added.out()).matches("id {6}iss_\\w+\nissuer {2}https://id.example/\n");
        String id = added.out()
                .lines()
                .findFirst()
                .orElseThrow()
                .substring("id".length())
                .strip();

        assertThat(run("issuers", "list", app).out())
                .containsPattern(id + " +https://id.example/ +chat +https://id.example/keys +20");
        assertThat(run("issuers", "add", app, file.toString()).err()).contains("(name_taken)");
        assertThat(run("issuers", "remove", app, id).err()).contains("(confirmation_needed)");
        assertThat(run("issuers", "remove", app, id, "--yes").out()).isEqualTo("Issuer " + id + " is removed.\n");
        assertThat(run("issuers", "list", app).out()).startsWith("The app trusts no issuers");
        assertThat(run("issuers", "add", app, folder.resolve("none.json").toString())
                        .err())
                .contains("(issuer_unreadable)");
    }

    @Test
    void a_token_is_looked_at_revoked_and_given_back() throws Exception {
        Path file = folder.resolve("token");
        long now = Instant.now().getEpochSecond();
        Files.writeString(
                file,
                token("{\"sub\":\"ann\",\"jti\":\"a-1\",\"iat\":" + (now - 5) + ",\"exp\":" + (now + 600)
                                + ",\"capabilities\":{\"private-*\":[\"subscribe\"]}}")
                        + "\n");

        Told good = run("token", "ask", app, file.toString(), "--channel", "private-x");
        assertThat(good.status()).as(good.err()).isZero();
        assertThat(good.out())
                .containsPattern("(?m)^good +yes$")
                .containsPattern("(?m)^user +ann$")
                .containsPattern("(?m)^on private-\\* +subscribe$")
                .containsPattern("(?m)^subscribe private-x +yes: ");
        assertThat(run("token", "ask", app, file.toString(), "--channel", "private-x", "--operation", "publish")
                        .out())
                .containsPattern("(?m)^publish private-x +no: ");

        Told revoked = run("revoke", "token", app, "a-1");
        assertThat(revoked.status()).as(revoked.err()).isZero();
        assertThat(run("token", "ask", app, file.toString()).out())
                .containsPattern("(?m)^good +no$")
                .containsPattern("(?m)^why +token_revoked: The token was revoked\\.");
        String id = revoked.out()
                .lines()
                .findFirst()
                .orElseThrow()
                .substring("id".length())
                .strip();
        assertThat(run("revoke", "list", app).out()).containsPattern(id + " +token a-1 +no ");
        run("revoke", "undo", app, id);
        assertThat(run("token", "ask", app, file.toString()).out()).containsPattern("(?m)^good +yes$");

        assertThat(run("block", app, "ann", "--for", "30m").out()).startsWith("User ann is blocked until 20");
        assertThat(run("token", "ask", app, file.toString()).out()).contains("Its user is blocked until");
        assertThat(run("unblock", app, "ann").out()).isEqualTo("User ann is not blocked any more.\n");

        assertThat(run(
                                "revoke",
                                "user",
                                app,
                                "ann",
                                "--issued-before",
                                Instant.ofEpochSecond(now - 60).toString())
                        .status())
                .isZero();
        assertThat(run("revoke", "key", app, "k1").status()).isZero();
        assertThat(run("token", "ask", app, file.toString()).out()).containsPattern("(?m)^good +yes$");
        assertThat(run("revoke", "all", app).err()).contains("(confirmation_needed)");
        assertThat(run("revoke", "all", app, "--yes").status()).isZero();
        assertThat(run("token", "ask", app, file.toString()).out()).containsPattern("(?m)^good +no$");
    }

    @Test
    void what_is_typed_wrongly_is_told() {
        assertThat(run("block", app, "ann", "--for", "soon").status()).isEqualTo(Cli.USAGE);
        assertThat(run("block", app, "ann", "--for", "1h", "--until", "2026-11-25T10:00:00Z")
                        .status())
                .isEqualTo(Cli.USAGE);
    }

    private static String token(String claims) throws GeneralSecurityException {
        String text = base64("{\"alg\":\"HS256\",\"kid\":\"" + key + "\"}") + "." + base64(claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return text + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Told run(String... words) {
        return Told.by(Map.of("CARILLON_URL", url, "CARILLON_TOKEN", TestOperator.TOKEN), words);
    }
}
