package io.carillon.client.realtime;

import io.carillon.client.time.Timer;
import java.time.Duration;
import java.time.Instant;

/** Notices when a server has gone silent. Belongs to the client's loop. */
final class Heartbeat {

    private final Timer timer;
    private final Duration pongTimeout;
    private final Runnable ping;
    private final Runnable dead;

    private Duration activityTimeout = Duration.ZERO;
    private Instant heard = Instant.EPOCH;
    private Timer.Alarm alarm = () -> {};

    /**
     * @param pongTimeout how long an answer to a ping may take
     * @param ping asks for a sign of life
     * @param dead called once if there was none
     */
    Heartbeat(Timer timer, Duration pongTimeout, Runnable ping, Runnable dead) {
        this.timer = timer;
        this.pongTimeout = pongTimeout;
        this.ping = ping;
        this.dead = dead;
    }

    /** Begins to listen, pinging after so much silence. */
    void start(Duration silence) {
        activityTimeout = silence;
        heard();
        stop();
        alarm = timer.after(silence, this::ask);
    }

    /** Something came. */
    void heard() {
        heard = timer.now();
    }

    void stop() {
        alarm.cancel();
    }

    private void ask() {
        Duration silent = Duration.between(heard, timer.now());
        if (silent.compareTo(activityTimeout) < 0) {
            alarm = timer.after(activityTimeout.minus(silent), this::ask);
            return;
        }
        ping.run();
        Instant asked = timer.now();
        alarm = timer.after(pongTimeout, () -> {
            if (heard.isBefore(asked)) {
                dead.run();
            } else {
                ask();
            }
        });
    }
}
