package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.controlplane.app.Organisation;
import io.carillon.controlplane.app.Organisations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The lines of docs/management-api.md do what it says of them. */
final class ManagementGuideTest {

    private static final Pattern APP = Pattern.compile("\"id\":\"(\\d+)\"");

    private final String guide = read();

    @Test
    void its_lines_run_as_they_stand() throws Exception {
        try (ApiServer server = ApiServer.start()) {
            server.part(Organisations.class)
                    .save(Organisation.of("org_shop", "Shop", server.clock().instant()));

            assertThat(run(server, "list", "")).contains("{\"items\":[],\"next\":null}");
            String made = run(server, "create", "");
            Matcher id = APP.matcher(made);
            assertThat(id.find()).as(made).isTrue();
            String app = id.group(1);
            assertThat(run(server, "create", "")).isEqualTo(made);
            assertThat(run(server, "show", app)).containsIgnoringCase("etag: \"1\"");
            assertThat(run(server, "change", app)).contains("\"members_per_channel\":500");
            assertThat(run(server, "page", app)).contains("\"next\":");
            assertThat(run(server, "events", app)).contains("\"client-typing\":true");
            assertThat(run(server, "issuer", app)).contains("\"name\":\"https://id.example.com/\"");
            assertThat(run(server, "revoke", app)).contains("\"kind\":\"user\",\"subject\":\"7\",\"block\":true");
            assertThat(run(server, "check", app)).contains("\"good\":false,\"code\":\"token_key_unknown\"");
            assertThat(run(server, "refused", app)).contains("\"code\":\"value_out_of_range\"");
            assertThat(run(server, "audit", app))
                    .contains("\"from\":\"100\",\"to\":\"500\"")
                    .contains("id,at,organisation,");
        }
    }

    private String run(ApiServer server, String name, String app) throws Exception {
        Matcher block = Pattern.compile("<!-- run: " + name + " -->\n```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(guide);
        assertThat(block.find())
                .as("docs/management-api.md has lines to " + name)
                .isTrue();
        var builder = new ProcessBuilder("bash", "-euc", block.group(1));
        builder.environment()
                .putAll(Map.of(
                        "URL",
                        "http://127.0.0.1:" + server.port(),
                        "TOKEN",
                        "org_shop:owner",
                        "APP",
                        app,
                        "ORGANISATION",
                        "org_shop"));
        Process lines = builder.redirectErrorStream(true).start();
        String said = new String(lines.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(lines.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(lines.exitValue()).as(said).isZero();
        return said;
    }

    private static String read() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        try {
            return Files.readString(Path.of(String.valueOf(folder), "docs", "management-api.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
