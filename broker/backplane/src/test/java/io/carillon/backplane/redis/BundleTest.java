package io.carillon.backplane.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.BackplaneUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class BundleTest {

    @Test
    void publishes_that_stand_together_go_together_and_everything_keeps_its_place() {
        List<Bundle> bundles = Bundle.of(List.of(publish("a"), publish("b"), leave(), publish("c"), leave(), leave()));

        assertThat(bundles)
                .extracting(bundle -> bundle.call().script())
                .containsExactly(Script.PUBLISH, Script.LEAVE, Script.PUBLISH, Script.LEAVE, Script.LEAVE);
        assertThat(bundles.get(0).call().keys()).containsExactly("a", "root", "a", "a:history", "b", "b:history");
        assertThat(texts(bundles.get(0).call().args())).containsExactly("clock", "event a", "event b");
    }

    @Test
    void each_shard_keeps_its_order_and_none_waits_for_another_to_go_together() {
        List<Bundle> bundles =
                Bundle.of(List.of(publish("a"), publishElsewhere("x"), publish("b"), publishElsewhere("y")));

        assertThat(bundles)
                .extracting(bundle -> texts(bundle.call().args()))
                .containsExactly(List.of("clock", "event a", "event b"), List.of("clock", "event x", "event y"));
    }

    @Test
    void no_more_go_together_than_may_hold_up_the_others() {
        List<ShardQueue.Step> many = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            many.add(publish("c" + i));
        }

        assertThat(Bundle.of(many))
                .extracting(bundle -> bundle.call().keys().size() / 2 - 1)
                .containsExactly(64, 64, 22);
    }

    @Test
    void each_is_told_its_own_answer_and_one_that_failed_takes_no_other_with_it() {
        ShardQueue.Step first = publish("a");
        ShardQueue.Step second = publish("b");
        Bundle bundle = Bundle.of(List.of(first, second)).get(0);

        bundle.tell(CompletableFuture.completedFuture(
                new Answer(List.of(List.of("failed", "WRONGTYPE"), List.of("accepted", "1", "2")))));

        assertThat(first.stage())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(BackplaneUnavailableException.class)
                .withMessageContaining("WRONGTYPE");
        assertThat(second.stage().join().texts()).containsExactly("accepted", "1", "2");
    }

    @Test
    void all_fail_with_their_script() {
        ShardQueue.Step first = publish("a");
        ShardQueue.Step second = publish("b");

        Bundle.of(List.of(first, second))
                .get(0)
                .tell(CompletableFuture.failedFuture(new IllegalStateException("gone")));

        assertThat(first.stage()).isCompletedExceptionally();
        assertThat(second.stage()).isCompletedExceptionally();
    }

    private static ShardQueue.Step publish(String channel) {
        return publish("root", channel);
    }

    private static ShardQueue.Step publishElsewhere(String channel) {
        return publish("another root", channel);
    }

    private static ShardQueue.Step publish(String root, String channel) {
        return new ShardQueue.Step(
                Call.of(
                        Script.PUBLISH,
                        List.of(channel, root, channel, channel + ":history"),
                        "clock",
                        "event " + channel),
                new CompletableFuture<>());
    }

    private static ShardQueue.Step leave() {
        return new ShardQueue.Step(
                Call.of(Script.LEAVE, List.of("a", "root", "index"), "clock"), new CompletableFuture<>());
    }

    private static List<String> texts(List<Object> args) {
        return args.stream()
                .map(arg -> new String((byte[]) arg, StandardCharsets.UTF_8))
                .toList();
    }
}
