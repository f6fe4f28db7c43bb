package io.carillon.broker.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NofileBudgetTest {

    @Test
    void the_soft_limit_counts() {
        List<String> limits = List.of(
                "Limit                     Soft Limit           Hard Limit           Units     ",
                "Max processes             63432                63432                processes ",
                "Max open files            1024                 524288               files     ");

        assertThat(NofileBudget.parseLimit(limits)).isEqualTo(1024);
    }

    @Test
    void no_limit_and_an_unknown_limit_are_a_great_many() {
        assertThat(NofileBudget.parseLimit(List.of("Max open files  unlimited  unlimited  files")))
                .isEqualTo(1_000_000);
        assertThat(NofileBudget.parseLimit(List.of())).isEqualTo(1_000_000);
    }

    @Test
    void unless_asked_otherwise_there_is_room_for_as_many_as_the_limit_allows() {
        assertThat(new NofileBudget(0, 65536).sockets()).isEqualTo(62016);
    }

    @Test
    void more_than_the_limit_allows_is_refused_with_the_way_out() {
        assertThatThrownBy(() -> new NofileBudget(10_000, 1024))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("open_files_limit_too_low: This process may have 1024 files open, which leaves room for 730"
                        + " sockets, and 10000 were asked for. Raise the limit (ulimit -n, LimitNOFILE=, --ulimit"
                        + " nofile=) or lower carillon.broker.transport.max-connections.");
        assertThatThrownBy(() -> new NofileBudget(0, 256)).hasMessageContaining("room for 0 sockets");
    }

    @Test
    void when_it_is_used_up_there_is_no_room_until_someone_goes() {
        var budget = new NofileBudget(1, 1024);

        assertThat(budget.socketOpened()).isTrue();
        assertThat(budget.socketOpened()).isFalse();
        budget.socketClosed();
        assertThat(budget.socketOpened()).isFalse();
        budget.socketClosed();
        budget.socketClosed();
        assertThat(budget.socketOpened()).isTrue();
    }
}
