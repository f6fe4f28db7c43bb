package io.carillon.process.data;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.process.refusal.StartRefusedException;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept is kept whole, once, and for its owner alone. */
class DataFolderTest {

    @TempDir
    Path folder;

    @Test
    void the_folder_and_what_is_kept_there_are_readable_by_their_owner_alone() throws IOException {
        Path data = folder.resolve("not/there/yet");

        String kept = of(data).keep("secret", () -> "word\n");

        assertThat(kept).isEqualTo("word\n");
        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(permissions(data.resolve("secret"))).isEqualTo("rw-------");
    }

    @Test
    void what_is_kept_is_given_again_and_not_made_anew() {
        of(folder).keep("secret", () -> "first");

        assertThat(of(folder).keep("secret", () -> "second")).isEqualTo("first");
    }

    @Test
    void a_file_that_others_could_read_is_theirs_no_more() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "word");
        Files.setPosixFilePermissions(file, fromString("rw-r--r--"));

        assertThat(of(folder).keep("secret", () -> "another")).isEqualTo("word");

        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void of_several_at_once_all_get_the_text_of_the_first() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path data = folder.resolve("round-" + round);
            Set<String> got = together(8, process -> of(data).keep("secret", () -> "of " + process));

            assertThat(got).hasSize(1);
            try (var files = Files.list(data)) {
                assertThat(files).containsExactly(data.resolve("secret"));
            }
        }
    }

    @Test
    void a_link_to_a_folder_will_do() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"), asFileAttribute(fromString("rwx------")));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        of(link).keep("secret", () -> "word");

        assertThat(real.resolve("secret")).hasContent("word");
    }

    @Test
    void what_is_no_folder_is_refused_with_the_ways_out() throws IOException {
        Path file = Files.writeString(folder.resolve("occupied"), "by a file");

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> of(file).keep("secret", () -> "word"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("data_folder_unusable"))
                .withMessage("Cannot keep data in " + file
                        + " (FileAlreadyExistsException). Make it a folder that this user may write to, or choose another with"
                        + " --data-dir.");
    }

    private static Set<String> together(int processes, Act act) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(processes);
        try {
            var barrier = new CyclicBarrier(processes);
            List<Callable<String>> acts = IntStream.range(0, processes)
                    .<Callable<String>>mapToObj(process -> () -> {
                        barrier.await();
                        return act.of(process);
                    })
                    .toList();
            Set<String> got = new HashSet<>();
            for (Future<String> outcome : threads.invokeAll(acts)) {
                got.add(outcome.get());
            }
            return got;
        } finally {
            threads.shutdownNow();
        }
    }

    @FunctionalInterface
    private interface Act {
        String of(int process);
    }

    private static DataFolder of(Path path) {
        return DataFolder.of(new SettingsReader(Role.ALL_IN_ONE, Map.of())
                .read(Map.of(Setting.DATA_DIR, path.toString(), Setting.CONFIG, "/dev/null")));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
