package io.carillon.backplane.memory;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.MovingClock;
import io.carillon.backplane.SharedBackplane;
import java.time.Duration;

/** Three processes in one: all of them see the same backplane. */
final class MemoryCluster implements SharedBackplane {

    private final MovingClock clock = new MovingClock();
    private final Backplane backplane = new MemoryBackplane(clock);

    @Override
    public Backplane seenBy(int process) {
        return backplane;
    }

    @Override
    public void advance(Duration time) {
        clock.advance(time);
    }

    @Override
    public void close() {
        backplane.close();
    }
}
