package io.carillon.faults.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BookTest {

    private static final List<String> ORDER = List.of("presence", "deaf", "two-servers");

    @TempDir
    Path folder;

    @Test
    void a_new_result_takes_the_place_of_the_old_one_and_leaves_the_others_alone() throws IOException {
        write(kept("presence"), broken("two-servers"));
        write(kept("two-servers"));

        assertThat(markdown())
                .contains("| presence | people come and go | ✓ nobody is forgotten | late: 3 ms | kept |")
                .contains("| two-servers | people come and go | ✓ nobody is forgotten | late: 3 ms | kept |")
                .contains("| deaf | | | not played yet | |");
    }

    @Test
    void a_broken_promise_is_shown_with_what_was_found() throws IOException {
        write(broken("presence"));

        assertThat(markdown())
                .contains("| presence | people come and go | **✗ nobody is forgotten**"
                        + " | late: 9 ms<br>✗ bob was forgotten \\| twice | **broken** |");
    }

    @Test
    void of_several_takes_the_median_and_the_worst_are_shown_and_one_broken_is_broken() throws IOException {
        write(result("presence", take(1, true, 3), take(2, false, 9), take(3, true, 1)));

        assertThat(markdown()).contains("late: 3 (9) ms").contains("**broken**").contains("| presence | 3 | 1, 2, 3 |");
    }

    @Test
    void what_was_skipped_says_why() throws IOException {
        write(new Result("deaf", "people come and go", "2 cores", "there is no iptables here", List.of()));

        assertThat(markdown()).contains("| deaf | people come and go |  | there is no iptables here | skipped |");
    }

    @Test
    void what_could_not_be_played_to_its_end_is_no_verdict_on_promises_and_not_kept() throws IOException {
        Result failed = result("presence", new Take(1, 0.5, 10, List.of(), List.of(), "Redis did not start"));
        write(failed);

        assertThat(failed.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(markdown()).contains("**could not be played to its end: Redis did not start** | **failed** |");
    }

    private void write(Result... results) {
        Book book = Book.in(folder);
        List.of(results).forEach(book::put);
        book.write(ORDER);
    }

    private String markdown() throws IOException {
        return Files.readString(folder.resolve("faults.md"));
    }

    private static Result kept(String name) {
        return result(name, take(1, true, 3));
    }

    private static Result broken(String name) {
        return result(name, take(1, false, 9));
    }

    private static Result result(String name, Take... takes) {
        return new Result(name, "people come and go", "2 cores", "", List.of(takes));
    }

    private static Take take(long seed, boolean isKept, double late) {
        return new Take(
                seed,
                0.5,
                10,
                List.of(new Promise("nobody is forgotten", isKept, "bob was forgotten | twice")),
                List.of(new Figure("late", late, "ms")),
                "");
    }
}
