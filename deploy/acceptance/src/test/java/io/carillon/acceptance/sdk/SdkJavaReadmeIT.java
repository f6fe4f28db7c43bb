package io.carillon.acceptance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.client.rest.Publisher;
import io.carillon.protocol.ChannelName;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The snippet with which the README of sdk-java/client begins, run as it stands there but for the app's own values. */
@ExtendWith(CarillonServer.class)
final class SdkJavaReadmeIT {

    @TempDir
    private Path folder;

    @Test
    void the_snippet_prints_what_it_published(RunningJar jar) throws Exception {
        String readme = Files.readString(Path.of(RunningJar.required("carillon.root"), "sdk-java/client/README.md"));
        String program = readme.split("```java\n", 2)[1]
                .split("```", 2)[0]
                .replace("127.0.0.1:6001", jar.host() + ":" + jar.port())
                .replace("APP_ID", RunningJar.APP_ID)
                .replace("APP_KEY", RunningJar.APP_KEY)
                .replace("APP_SECRET", RunningJar.APP_SECRET);
        Path source = Files.writeString(folder.resolve("Hello.java"), program);

        Process hello = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--class-path",
                        jarOf(Publisher.class) + File.pathSeparator + jarOf(ChannelName.class),
                        source.toString())
                .redirectErrorStream(true)
                .start();
        try {
            String printed = new String(hello.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(printed).isEqualTo("{\"text\":\"Hello\"}" + System.lineSeparator());
            assertThat(hello.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            hello.destroyForcibly();
        }
    }

    /** Where a class comes from. */
    static String jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
