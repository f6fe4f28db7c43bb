package io.carillon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is so. That its snippet does what it says is tested where a server is running. */
class ReadmeTest {

    @TempDir
    private Path classes;

    @Test
    void the_snippet_compiles() throws IOException {
        String snippet = between("```java\n", "```");
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
                        List.of(new Source(snippet)))
                .call();

        assertThat(compiles).as(said.toString()).isTrue();
    }

    @Test
    void every_code_of_the_clients_own_is_listed() throws IOException {
        List<String> listed = readme().lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replaceFirst("(\\| `\\w+`) \\| (\\w+) .*", "$1 $2"))
                .toList();

        assertThat(listed)
                .containsExactlyElementsOf(Arrays.stream(ClientError.values())
                        .map(error -> "| `" + error.code() + "` " + (error.retriable() ? "yes" : "no"))
                        .toList());
    }

    private static String between(String begin, String end) throws IOException {
        String readme = readme();
        int from = readme.indexOf(begin) + begin.length();
        return readme.substring(from, readme.indexOf(end, from));
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("string:///Hello.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
