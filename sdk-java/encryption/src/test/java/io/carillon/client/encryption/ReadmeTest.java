package io.carillon.client.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
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
            import java.util.Map;

            abstract class App {
                abstract void respond(int status, String body);

                abstract void show(String data);

                void run(String server, String id, String key, String secret, String socketId, String channelName) {
                    %s
                }
            }
            """;

    @TempDir
    private Path classes;

    @Test
    void the_snippet_compiles() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int from = readme.indexOf("```java\n") + "```java\n".length();
        String snippet = readme.substring(from, readme.indexOf("```", from));
        var said = new StringWriter();

        boolean compiles = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        said,
                        null,
                        null,
                        List.of(
                                "-d",
                                classes.toString(),
                                "-proc:none",
                                "-classpath",
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))),
                        null,
                        List.of(new Source(AROUND.formatted(snippet))))
                .call();

        assertThat(compiles).as(said.toString()).isTrue();
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("string:///App.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
