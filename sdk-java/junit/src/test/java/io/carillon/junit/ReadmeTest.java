package io.carillon.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The test with which the README begins is compiled and run as it stands there. */
class ReadmeTest {

    @TempDir
    private Path folder;

    @Test
    void the_test_in_the_readme_passes() throws Exception {
        Class<?> theirs = compiled(
                Files.readString(Path.of("README.md")).split("```java\n", 2)[1].split("```", 2)[0]);

        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(theirs))
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(1).failed(0));
    }

    private Class<?> compiled(String test) throws IOException, ClassNotFoundException {
        Path source = Files.writeString(folder.resolve("GreetingTest.java"), test);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-parameters",
                        "-proc:none",
                        "-classpath",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        source.toString());
        assertThat(status).isZero();
        var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, ReadmeTest.class.getClassLoader());
        return loader.loadClass("GreetingTest");
    }
}
