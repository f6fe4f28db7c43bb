package io.carillon.client.encryption;

import io.carillon.client.testing.Readme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows can be written. That it does what it says is tested where a server is running. */
class ReadmeTest {

    private static final String AROUND = """
            import io.carillon.client.auth.Authorizer;
            import io.carillon.client.encryption.SecretBox;
            import io.carillon.client.endpoint.HttpAuthorizer;
            import io.carillon.client.realtime.RealtimeClient;
            import io.carillon.client.rest.Publisher;
            import java.time.Duration;
            import java.util.Map;
            import java.util.function.Function;

            abstract class App {
                abstract void post(String path, Function<Map<String, String>, String> handler);

                abstract void show(String data);

                void run(String server, String id, String key, String secret) {
                    %s
                }
            }
            """;

    @TempDir
    private Path classes;

    @Test
    void the_snippet_compiles() {
        Readme.ofThisModule().compile("App", classes, AROUND);
    }
}
