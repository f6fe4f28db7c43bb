package io.carillon.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.redis.RedisServer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LaunchTest {

    @TempDir
    Path folder;

    @Test
    void a_program_that_fails_while_it_starts_ends_and_says_how() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            BrokenProgram.class.getName(),
                            "--redis-url=" + redis.url(),
                            "--master-key=" + "0123456789abcdef".repeat(4))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            try {
                assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(program.inputReader().lines().collect(Collectors.joining("\n")))
                        .startsWith("java.lang.IllegalStateException: a mistake");
                assertThat(program.exitValue()).isEqualTo(70);
            } finally {
                program.destroyForcibly();
            }
        }
    }
}
