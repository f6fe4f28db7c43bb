package io.carillon.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SocketIdsTest {

    @Test
    void nobody_is_given_an_id_twice() {
        var ids = new SocketIds();
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            assertThat(given.add(ids.next().value())).isTrue();
        }
        assertThat(given).allMatch(id -> id.matches("\\d{1,13}\\.\\d{1,13}"));
    }
}
