package io.carillon.backplane;

import static io.carillon.backplane.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.AppId;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How many connections an app has, and may have. */
public abstract class ConnectionCountsContract extends BackplaneContract {

    @Test
    void the_connections_of_all_nodes_are_added_up_for_each_app() {
        open(a, APP, 0);
        open(a, APP, 0);
        open(b, APP, 0);
        open(b, OTHER_APP, 0);

        assertThat(count(APP)).isEqualTo(3);
        assertThat(count(OTHER_APP)).isEqualTo(1);
        assertThat(count(AppId.of("3"))).isZero();
    }

    @Test
    void an_app_gets_no_more_connections_than_it_may_have() {
        assertThat(open(a, APP, 2)).isTrue();
        assertThat(open(b, APP, 2)).isTrue();

        assertThat(open(c, APP, 2)).isFalse();
        assertThat(count(APP)).isEqualTo(2);
        assertThat(open(c, OTHER_APP, 2)).isTrue();
    }

    @Test
    void a_connection_that_closes_makes_room() {
        open(a, APP, 1);

        close(a, APP);

        assertThat(count(APP)).isZero();
        assertThat(open(b, APP, 1)).isTrue();
    }

    @Test
    void nobody_closes_more_than_was_opened() {
        open(b, APP, 0);

        close(a, APP);

        assertThat(count(APP)).isEqualTo(1);
        open(a, APP, 0);
        assertThat(count(APP)).isEqualTo(2);
    }

    @Test
    void the_connections_of_a_dead_node_do_not_count() {
        open(a, APP, 0);
        open(c, APP, 0);

        leasesRunOutBut(a, b);

        assertThat(count(APP)).isEqualTo(1);
        assertThat(open(b, APP, 2)).isTrue();
    }

    @Test
    void the_connections_of_a_released_node_do_not_count() {
        open(c, APP, 0);

        done(c.backplane().nodes().release(c.id()));

        assertThat(count(APP)).isZero();
    }

    @Test
    void of_many_who_come_and_go_at_once_no_more_are_in_than_may() {
        List<TestNode> nodes = List.of(a, b, c);
        var in = new AtomicInteger();
        var tooMany = new AtomicBoolean();

        Together.run(8, i -> {
            TestNode node = nodes.get(i % 3);
            for (int n = 0; n < 2_000; n++) {
                if (open(node, APP, 3)) {
                    // Never more than are counted, because this is raised after and lowered before.
                    if (in.incrementAndGet() > 3) {
                        tooMany.set(true);
                    }
                    LockSupport.parkNanos(1);
                    in.decrementAndGet();
                    close(node, APP);
                }
            }
        });

        assertThat(tooMany).isFalse();
        assertThat(count(APP)).isZero();
    }

    @Test
    void of_many_who_open_at_once_as_many_get_in_as_may() {
        List<TestNode> nodes = List.of(a, b, c);
        var opened = new AtomicInteger();

        Together.run(9, i -> {
            for (int n = 0; n < 10; n++) {
                if (open(nodes.get(i % 3), APP, 25)) {
                    opened.incrementAndGet();
                }
            }
        });

        assertThat(opened).hasValue(25);
        assertThat(count(APP)).isEqualTo(25);
    }

    private static boolean open(TestNode node, AppId app, int limit) {
        return done(node.backplane().connections().open(app, node.id(), limit));
    }

    private static void close(TestNode node, AppId app) {
        done(node.backplane().connections().close(app, node.id()));
    }

    private int count(AppId app) {
        return done(a.backplane().connections().of(app));
    }
}
