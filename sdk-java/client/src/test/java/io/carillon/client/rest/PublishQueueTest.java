package io.carillon.client.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.client.CarillonException;
import io.carillon.protocol.ChannelName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored")
class PublishQueueTest {

    private final Map<String, CompletableFuture<Void>> running = new LinkedHashMap<>();

    @Test
    void one_channel_keeps_its_order_and_others_go_side_by_side() {
        var queue = new PublishQueue(4, 10);
        submit(queue, "first", "a");
        submit(queue, "second", "a");
        submit(queue, "other", "b");

        assertThat(running.keySet()).containsExactly("first", "other");
        running("first").complete(null);
        assertThat(running.keySet()).containsExactly("first", "other", "second");
    }

    @Test
    void what_names_several_channels_waits_for_all_of_them_and_holds_them_up() {
        var queue = new PublishQueue(4, 10);
        submit(queue, "a1", "a");
        submit(queue, "b1", "b");
        submit(queue, "both", "a", "b");
        submit(queue, "b2", "b");

        running("a1").complete(null);
        assertThat(running.keySet()).containsExactly("a1", "b1");
        running("b1").completeExceptionally(new IllegalStateException());
        assertThat(running.keySet()).containsExactly("a1", "b1", "both");
        running("both").complete(null);
        assertThat(running.keySet()).containsExactly("a1", "b1", "both", "b2");
    }

    @Test
    void no_more_run_at_a_time_than_may() {
        var queue = new PublishQueue(2, 10);
        List.of("a", "b", "c").forEach(name -> submit(queue, name, name));

        assertThat(running.keySet()).containsExactly("a", "b");
        running("b").complete(null);
        assertThat(running.keySet()).containsExactly("a", "b", "c");
    }

    @Test
    void who_comes_to_a_full_queue_is_told_and_nothing_is_done() {
        var queue = new PublishQueue(1, 2);
        submit(queue, "a", "a");
        submit(queue, "b", "b");

        assertThat(codeOf(submit(queue, "c", "c"))).isEqualTo("queue_full");
        running("a").complete(null);
        submit(queue, "d", "d");
        running("b").complete(null);
        assertThat(running.keySet()).containsExactly("a", "b", "d");
    }

    @Test
    void after_closing_nothing_is_taken_and_what_is_inside_goes_on() {
        var queue = new PublishQueue(1, 9);
        CompletableFuture<Void> a = submit(queue, "a", "a");
        CompletableFuture<Void> b = submit(queue, "b", "a");
        CompletableFuture<Void> empty = queue.close();

        assertThat(codeOf(submit(queue, "c", "c"))).isEqualTo("closed");
        running("a").complete(null);
        assertThat(a).isCompleted();
        assertThat(empty).isNotDone();
        running("b").completeExceptionally(new IllegalStateException());
        assertThat(b).isCompletedExceptionally();
        assertThat(empty).isCompleted();
    }

    @Test
    void what_is_given_up_does_not_run_any_more() {
        var queue = new PublishQueue(1, 9);
        CompletableFuture<Void> a = submit(queue, "a", "a");
        CompletableFuture<Void> b = submit(queue, "b", "a");
        queue.close();
        queue.abandon();

        assertThat(codeOf(a)).isEqualTo("closed");
        assertThat(codeOf(b)).isEqualTo("closed");
        running("a").complete(null);
        assertThat(running.keySet()).containsExactly("a");
    }

    @Test
    void an_action_that_throws_fails_alone() {
        var queue = new PublishQueue(1, 9);
        CompletableFuture<Void> broken = queue.submit(channels("a"), () -> {
            throw new IllegalStateException("broken");
        });
        submit(queue, "next", "a");

        assertThat(broken).isCompletedExceptionally();
        assertThat(running.keySet()).containsExactly("next");
    }

    @Test
    void a_long_queue_of_what_ends_at_once_does_not_grow_the_stack() {
        var queue = new PublishQueue(1, 100_001);
        submit(queue, "first", "a");
        var done = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 100_000; i++) {
            done.add(queue.submit(channels("a"), () -> CompletableFuture.completedFuture(null)));
        }

        running("first").complete(null);

        assertThat(done).allMatch(CompletableFuture::isDone);
    }

    private CompletableFuture<Void> running(String name) {
        return Objects.requireNonNull(running.get(name), name);
    }

    private CompletableFuture<Void> submit(PublishQueue queue, String name, String... channels) {
        return queue.submit(channels(channels), () -> {
            running.put(name, new CompletableFuture<>());
            return running(name);
        });
    }

    private static Set<ChannelName> channels(String... names) {
        return Stream.of(names).map(ChannelName::of).collect(Collectors.toSet());
    }

    private static String codeOf(CompletableFuture<Void> failed) {
        try {
            failed.getNow(null);
            return "none";
        } catch (CompletionException e) {
            return e.getCause() instanceof CarillonException refused ? refused.code() : e.toString();
        }
    }
}
