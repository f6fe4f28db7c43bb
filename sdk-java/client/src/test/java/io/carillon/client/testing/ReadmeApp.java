package io.carillon.client.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.client.realtime.RealtimeClient;
import io.carillon.client.rest.Publisher;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * The snippet with which a framework's README begins, as a process of its own.
 *
 * @param main starts the framework, and prints a line {@code listening} when it has
 * @param classes a folder for what is compiled
 * @param variable how the framework reads a property from the environment
 */
public record ReadmeApp(Class<?> main, Path classes, UnaryOperator<String> variable) {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /**
     * Tells it of an order, as {@code orders} {@code created}, and hears its answer, as {@code packed}.
     *
     * @param name of the snippet's class
     */
    public void answersAnOrder(String name) throws Exception {
        var readme = Readme.ofThisModule();
        readme.compile(name, classes);

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
            visitor.subscribe("orders").awaitSubscribed(PATIENCE);
            Process app = start(readme.properties(server));
            try {
                assertThat(app.inputReader().lines().anyMatch("listening"::equals))
                        .isTrue();

                publisher.trigger("orders", "created", Map.of("id", 7, "item", "tea"));

                assertThat(packed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("{\"id\":7}");
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
                        main.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        properties.forEach((name, value) -> builder.environment().put(variable.apply(name), value));
        return builder.start();
    }
}
