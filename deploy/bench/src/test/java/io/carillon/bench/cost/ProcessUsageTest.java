package io.carillon.bench.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessUsageTest {

    @TempDir
    Path proc;

    @Test
    void the_usage_of_several_processes_and_all_their_threads_is_added_up() throws IOException {
        // Given
        process(12, "12 (java) S 1 12 12 0 -1 4194304 9 0 0 0 150 50 7 7 20 0 2 0 5 1000 250", 1000);
        task(12, 12, "5000 1000000000 3");
        task(12, 13, "5000 500000000 3");
        process(40, "40 (floor) R 1 40 40 0 -1 4194304 9 0 0 0 1 2 0 0 20 0 1 0 5 1000 250", 24);
        task(40, 40, "5000 0 3");

        // When
        ProcessUsage usage = ProcessUsage.of(proc, List.of(12L, 40L));

        // Then
        assertThat(usage).isEqualTo(new ProcessUsage(1.51, 0.52, 1.5, 0, 1024));
    }

    @Test
    void a_process_may_have_brackets_and_spaces_in_its_name() throws IOException {
        process(7, "7 (a) b (c d) S 1 7 7 0 -1 4194304 9 0 0 0 300 200 7 7 20 0 2 0 5 1000 250", 10);

        ProcessUsage usage = ProcessUsage.of(proc, List.of(7L));

        assertThat(usage.userSeconds()).isEqualTo(3);
        assertThat(usage.systemSeconds()).isEqualTo(2);
    }

    @Test
    void a_compiler_is_known_by_the_names_of_its_threads() throws IOException {
        process(12, "12 (java) S 1 12 12 0 -1 4194304 9 0 0 0 150 50 7 7 20 0 2 0 5 1000 250", 1000);
        thread(12, 13, "C2 CompilerThre", "S 1 12 12 0 -1 4194304 9 0 0 0 40 2 7 7 20 0 2 0 5 1000 250");
        thread(12, 14, "C1 CompilerThre", "S 1 12 12 0 -1 4194304 9 0 0 0 10 0 7 7 20 0 2 0 5 1000 250");
        thread(12, 15, "epollEventLoop", "S 1 12 12 0 -1 4194304 9 0 0 0 90 9 7 7 20 0 2 0 5 1000 250");

        assertThat(ProcessUsage.of(proc, List.of(12L)).compilerSeconds()).isEqualTo(0.52);
    }

    @Test
    void what_was_used_in_between_is_the_difference() {
        var before = new ProcessUsage(1, 2, 4, 0.5, 1000);
        var after = new ProcessUsage(2, 4, 3, 0.75, 1500);

        // A thread that has ended took its waiting with it.
        assertThat(after.since(before)).isEqualTo(new ProcessUsage(1, 2, 0, 0.25, 500));
        assertThat(after.since(before).cpuSeconds()).isEqualTo(3);
    }

    @Test
    void a_process_that_is_not_there_is_named() {
        assertThatThrownBy(() -> ProcessUsage.of(proc, List.of(99L)))
                .isInstanceOf(NoSuchProcessException.class)
                .hasMessage(
                        "No process 99 runs here. It may have ended under the load (see its log), or --pid names another;"
                                + " leave --pid out to measure without its CPU and memory.");
    }

    @Test
    void the_kernel_tells_of_this_process_too() {
        ProcessUsage usage = ProcessUsage.ofMyself();

        assertThat(usage.cpuSeconds()).isPositive();
        assertThat(usage.residentKb()).isGreaterThan(1000);
    }

    private void process(long pid, String stat, long residentKb) throws IOException {
        Path process = proc.resolve(Long.toString(pid));
        Files.createDirectories(process.resolve("task"));
        Files.writeString(process.resolve("stat"), stat + "\n");
        Files.writeString(
                process.resolve("status"),
                "Name:\tx\nVmHWM:\t 9999 kB\nVmRSS:\t    " + residentKb + " kB\nThreads:\t2\n");
    }

    private void thread(long pid, long tid, String name, String stat) throws IOException {
        task(pid, tid, "5000 0 3");
        Path task = proc.resolve(pid + "/task/" + tid);
        Files.writeString(task.resolve("comm"), name + "\n");
        Files.writeString(task.resolve("stat"), tid + " (" + name + ") " + stat + "\n");
    }

    private void task(long pid, long tid, String schedstat) throws IOException {
        Path task = Files.createDirectories(proc.resolve(pid + "/task/" + tid));
        Files.writeString(task.resolve("schedstat"), schedstat + "\n");
    }
}
