package io.carillon.bench.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class HttpAnswerTest {

    private final HttpAnswer answer = new HttpAnswer();

    @Test
    void an_answer_of_known_length_is_complete_with_its_last_byte() {
        assertCompleteOnlyAtTheEnd("HTTP/1.1 200 OK\r\nCONTENT-LENGTH:  2\r\nConnection: keep-alive\r\n\r\n{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.isLast()).isFalse();
    }

    @Test
    void a_chunked_answer_is_complete_with_its_trailer() {
        assertCompleteOnlyAtTheEnd("""
                HTTP/1.1 401 Unauthorized\r
                Transfer-Encoding: chunked\r
                Connection: close\r
                \r
                a;x=y\r
                0123456\r
                0\r
                1\r
                }\r
                0\r
                A: b\r
                \r
                """);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.isLast()).isTrue();
    }

    @Test
    void an_answer_without_a_body_is_complete_with_its_head() {
        assertCompleteOnlyAtTheEnd("HTTP/1.1 204 No Content\r\n\r\n");

        assertThat(answer.status()).isEqualTo(204);
    }

    @Test
    void the_next_answer_starts_empty() {
        assertThat(take("HTTP/1.1 500 Oh\r\nContent-Length: 4\r\n\r\noops")).isTrue();
        assertThat(answer.text()).endsWith("oops");

        answer.clear();

        assertThat(take("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")).isTrue();
        assertThat(answer.status()).isEqualTo(200);
    }

    private void assertCompleteOnlyAtTheEnd(String text) {
        for (int i = 0; i < text.length() - 1; i++) {
            assertThat(take(text.substring(i, i + 1)))
                    .as(text.substring(0, i + 1))
                    .isFalse();
        }
        assertThat(take(text.substring(text.length() - 1))).isTrue();
    }

    private boolean take(String text) {
        return answer.take(ByteBuffer.wrap(text.getBytes(US_ASCII)), 0, text.length());
    }
}
