package io.carillon.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.client.realtime.RealtimeClient;
import io.carillon.client.rest.Publisher;
import io.carillon.client.testing.DevServer;
import io.carillon.client.testing.Readme;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippet with which the README begins, as an app of its own. */
class ReadmeIT {

    @TempDir
    private Path classes;

    @Test
    void the_snippet_answers_an_order_with_another_event() throws Exception {
        var readme = Readme.ofThisModule();
        readme.compile("Shop", classes);

        try (var server = DevServer.start();
                var visitor = RealtimeClient.builder()
                        .server(server.url())
                        .key(DevServer.APP_KEY)
                        .build();
                var publisher = Publisher.builder()
                        .server(server.url())
                        .app(DevServer.APP_ID, DevServer.APP_KEY, DevServer.APP_SECRET)
                        .build()) {
            var packed = new CompletableFuture<String>();
            visitor.subscribe("orders").bind("packed", event -> packed.complete(event.data()));
            visitor.connect();
            visitor.subscribe("orders").awaitSubscribed(Duration.ofSeconds(15));
            Process app = start(readme.properties(server));
            try {
                assertThat(app.inputReader().lines().anyMatch("listening"::equals))
                        .isTrue();

                publisher.trigger("orders", "created", Map.of("id", 7, "item", "tea"));

                assertThat(packed.get(15, TimeUnit.SECONDS)).isEqualTo("{\"id\":7}");
            } finally {
                app.destroyForcibly();
            }
        }
    }

    private Process start(Map<String, String> properties) throws Exception {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes
                                + File.pathSeparator
                                + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SnippetApp.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        properties.forEach((name, value) -> builder.environment()
                .put(name.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT), value));
        return builder.start();
    }
}
