package io.carillon.client.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenersTest {

    private final Listeners<String> listeners = new Listeners<>(new SerialExecutor(Runnable::run));
    private final List<String> heard = new ArrayList<>();

    @Test
    void a_listener_that_fails_keeps_nobody_from_hearing_what_comes_next() {
        listeners.add(story -> {
            throw new IllegalStateException("a fault of the app");
        });
        listeners.add(story -> {
            throw new NoClassDefFoundError("a fault of how it was built");
        });
        listeners.add(heard::add);

        listeners.tell("rain");
        listeners.tell("sun");

        assertThat(heard).containsExactly("rain", "sun");
    }
}
