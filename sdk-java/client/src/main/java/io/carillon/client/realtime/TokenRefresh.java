package io.carillon.client.realtime;

import io.carillon.client.CarillonException;
import io.carillon.client.time.Backoff;
import io.carillon.client.time.Timer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Shows a newer token on the open connection before the old one expires. Belongs to the client's loop. */
final class TokenRefresh {

    private final Tokens tokens;
    private final Timer timer;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final Consumer<String> wire;
    private final Consumer<CarillonException> failed;
    /** Counts sockets and refreshes: what was fetched for an older one is kept, but not shown. */
    private int round;

    TokenRefresh(
            Tokens tokens,
            Timer timer,
            Backoff backoff,
            RandomGenerator random,
            Consumer<String> wire,
            Consumer<CarillonException> failed) {
        this.tokens = tokens;
        this.timer = timer;
        this.backoff = backoff;
        this.random = random;
        this.wire = wire;
        this.failed = failed;
    }

    /** The server says that the time is nearly over. */
    void expiring() {
        fetch(++round, 1);
    }

    /** The socket is gone: the next one begins with the token that is there then. */
    void lost() {
        round++;
    }

    private void fetch(int mine, int attempt) {
        tokens.discard();
        tokens.get((token, failure) -> {
            if (mine != round) {
                return;
            }
            if (failure != null) {
                failed.accept(failure);
                timer.after(backoff.pause(attempt, random), () -> {
                    if (mine == round) {
                        fetch(mine, attempt + 1);
                    }
                });
            } else if (token != null) {
                wire.accept(ClientCodec.token(token));
            }
        });
    }
}
