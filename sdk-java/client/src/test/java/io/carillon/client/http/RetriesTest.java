package io.carillon.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.Refusal;
import io.carillon.client.time.Backoff;
import io.carillon.client.time.HandLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private final HandLoop loop = new HandLoop();
    private final Deque<CarillonException> failures = new ArrayDeque<>();
    private final Retries retries = new Retries(
            4, new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5)), Duration.ofSeconds(30), loop, new Random(1));
    private int attempts;

    @Test
    void a_repeatable_request_is_tried_again_after_a_pause() {
        failures.addAll(List.of(refused(503, null), ClientError.TIMEOUT.because("no answer")));

        CompletableFuture<Void> outcome = run(true);

        assertThat(attempts).isEqualTo(1);
        loop.advance(Duration.ofMillis(250));
        assertThat(attempts).isEqualTo(2);
        assertThat(outcome).isNotDone();
        loop.advance(Duration.ofMillis(500));
        assertThat(attempts).isEqualTo(3);
        assertThat(outcome).isCompleted();
        assertThat(loop.waiting()).isZero();
    }

    @Test
    void it_ends_with_the_last_failure() {
        failures.addAll(List.of(refused(500, null), refused(502, null), refused(503, null), refused(504, null)));

        CompletableFuture<Void> outcome = run(true);
        loop.advance(Duration.ofMinutes(1));

        assertThat(attempts).isEqualTo(4);
        assertThat(outcome.handle((done, failure) -> ((CarillonException) failure).status())
                        .join())
                .isEqualTo(504);
    }

    @Test
    void a_server_that_asks_to_wait_is_obeyed() {
        failures.add(refused(429, Duration.ofSeconds(7)));

        CompletableFuture<Void> outcome = run(true);

        loop.advance(Duration.ofMillis(6_999));
        assertThat(attempts).isEqualTo(1);
        loop.advance(Duration.ofMillis(251));
        assertThat(attempts).isEqualTo(2);
        assertThat(outcome).isCompleted();
    }

    @Test
    void a_server_that_asks_to_wait_for_long_is_left_to_the_caller() {
        failures.add(refused(429, Duration.ofHours(3)));

        CompletableFuture<Void> outcome = run(true);

        assertThat(outcome).isCompletedExceptionally();
        assertThat(loop.waiting()).isZero();
    }

    @Test
    void what_is_wrong_with_the_request_is_not_tried_again() {
        failures.add(refused(401, null));

        assertThat(run(true)).isCompletedExceptionally();
        assertThat(loop.waiting()).isZero();
    }

    @Test
    void without_a_key_only_what_was_certainly_not_carried_out_is_repeated() {
        for (CarillonException perhaps : List.of(
                refused(503, null), ClientError.TIMEOUT.because("?"), ClientError.CONNECTION_LOST.because("?"))) {
            failures.add(perhaps);
            assertThat(run(false)).isCompletedExceptionally();
            assertThat(loop.waiting()).isZero();
        }
        for (CarillonException certainly : List.of(refused(429, null), ClientError.UNREACHABLE.because("!"))) {
            failures.add(certainly);
            CompletableFuture<Void> outcome = run(false);
            loop.advance(Duration.ofSeconds(1));
            assertThat(outcome).isCompleted();
        }
    }

    @Test
    void what_waits_for_another_attempt_when_it_is_closed_is_told_and_what_is_at_one_ends_with_it() {
        failures.addAll(List.of(refused(503, null), refused(503, null)));
        CompletableFuture<Void> waiting = run(true);
        var answer = new CompletableFuture<Void>();
        CompletableFuture<Void> atOne = retries.run(true, () -> answer);

        retries.close();

        assertThat(codeOf(waiting)).isEqualTo("closed");
        assertThat(codeOf(run(true))).isEqualTo("closed");
        assertThat(run(true)).isCompleted();
        answer.complete(null);
        assertThat(atOne).isCompleted();
        loop.advance(Duration.ofMinutes(1));
        assertThat(attempts).isEqualTo(3);
    }

    private CompletableFuture<Void> run(boolean repeatable) {
        return retries.run(repeatable, () -> {
            attempts++;
            CarillonException failure = failures.poll();
            return failure == null ? CompletableFuture.completedFuture(null) : CompletableFuture.failedFuture(failure);
        });
    }

    private static String codeOf(CompletableFuture<?> failed) {
        return failed.handle((done, failure) -> ((CarillonException) failure).code())
                .getNow("nothing yet");
    }

    private static CarillonException refused(int status, @Nullable Duration retryAfter) {
        return new CarillonException(
                new Refusal("x", status, "x", null, status >= 500 || status == 429, retryAfter), null);
    }
}
