package io.carillon.bench.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class JvmHeapTest {

    @Test
    void the_histogram_s_last_line_holds_the_bytes_that_live() {
        String histogram = """
                4711:
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         20001        1600080  [B (java.base@25)
                   2:             3             72  Total (unnamed module)
                Total         20004        1600152
                """;

        assertThat(JvmHeap.total(histogram)).hasValue(1600152);
    }

    @Test
    void an_answer_without_a_total_is_no_figure() {
        assertThat(JvmHeap.total("4711:\njava.io.IOException: Permission denied\n"))
                .isEmpty();
    }

    @Test
    void a_process_that_is_no_jvm_is_not_asked_and_lives_on() throws IOException {
        Process sleeping = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(JvmHeap.liveBytes(sleeping.pid())).isEmpty();
            assertThat(sleeping.isAlive()).isTrue();
        } finally {
            sleeping.destroy();
        }
    }
}
