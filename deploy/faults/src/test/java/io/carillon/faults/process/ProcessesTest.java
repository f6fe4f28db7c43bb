package io.carillon.faults.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessesTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void what_was_started_ends_with_the_run_frozen_or_not_and_its_log_stays() throws IOException {
        RunningProcess walking;
        RunningProcess frozen;
        Path data;
        try (var processes = Processes.in(folder.resolve("logs"))) {
            data = processes.folder("data");
            walking = processes.start("walking", List.of("sh", "-c", "echo here; exec sleep 60"), Map.of());
            frozen = processes.start("frozen", List.of("sleep", "60"), Map.of());
            frozen.freeze();
            assertThat(Await.within(SOON, () -> walking.log().contains("here"))).isTrue();
        }

        assertThat(walking.isAlive()).isFalse();
        assertThat(frozen.isAlive()).isFalse();
        assertThat(data).doesNotExist();
        assertThat(Files.readString(folder.resolve("logs/walking.log"))).isEqualTo("here\n");
    }

    @Test
    void a_killed_process_is_gone_at_once_and_a_frozen_one_stands_still() {
        try (var processes = Processes.in(folder.resolve("logs"))) {
            RunningProcess counting =
                    processes.start("counting", List.of("sh", "-c", "while :; do echo .; sleep 0.01; done"), Map.of());
            assertThat(Await.within(SOON, () -> counting.log().length() > 4)).isTrue();

            counting.freeze();
            String atFirst = settled(counting);
            Await.pause(Duration.ofMillis(200));
            assertThat(counting.log()).isEqualTo(atFirst);

            counting.thaw();
            assertThat(Await.within(SOON, () -> counting.log().length() > atFirst.length()))
                    .isTrue();

            counting.kill();
            assertThat(counting.isAlive()).isFalse();
        }
    }

    @Test
    void what_configures_carillon_in_our_own_environment_is_not_passed_on() {
        try (var processes = Processes.in(folder.resolve("logs"))) {
            RunningProcess told =
                    processes.start("told", List.of("sh", "-c", "env; echo done"), Map.of("CARILLON_PORT", "1"));

            assertThat(Await.within(SOON, () -> told.log().contains("done"))).isTrue();
            assertThat(told.log().lines().filter(line -> line.startsWith("CARILLON_") || line.startsWith("PUSHER_")))
                    .containsExactly("CARILLON_PORT=1");
        }
    }

    /** The signal takes a moment to reach the shell's child. */
    private static String settled(RunningProcess process) {
        Await.pause(Duration.ofMillis(100));
        return process.log();
    }
}
