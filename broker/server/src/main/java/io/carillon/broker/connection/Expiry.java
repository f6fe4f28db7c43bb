package io.carillon.broker.connection;

import io.carillon.broker.channel.Loop;
import io.carillon.protocol.frame.ServerFrame;
import io.carillon.token.ConnectionToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells a client ahead that its token is about to expire, and its connection when the time is over. Belongs to the connection's
 * loop.
 */
final class Expiry {

    /** How long ahead it is told; a fifth of the token's life if that is less. */
    static final Duration AHEAD = Duration.ofSeconds(30);

    private final Loop loop;
    private final InstantSource clock;
    private final Consumer<ServerFrame> client;
    private final Consumer<ConnectionToken> over;

    private @Nullable ConnectionToken watched;
    private boolean told;
    private Loop.@Nullable Timer timer;

    Expiry(Loop loop, InstantSource clock, Consumer<ServerFrame> client, Consumer<ConnectionToken> over) {
        this.loop = loop;
        this.clock = clock;
        this.client = client;
        this.over = over;
    }

    /** Watches this token instead of the one before; null for none. */
    void watch(@Nullable ConnectionToken token) {
        if (token == watched) {
            return;
        }
        end();
        watched = token;
        told = false;
        if (token != null) {
            schedule(token);
        }
    }

    private void schedule(ConnectionToken token) {
        Duration pause = Duration.between(clock.instant(), told ? token.refusedFrom() : toBeTold(token));
        timer = loop.schedule(pause.isNegative() ? Duration.ZERO : pause, () -> due(token));
    }

    private static Instant toBeTold(ConnectionToken token) {
        Duration fifth = Duration.between(token.issuedAt(), token.expiresAt()).dividedBy(5);
        return token.expiresAt().minus(fifth.compareTo(AHEAD) < 0 ? fifth : AHEAD);
    }

    /** Clocks are set, and timers are not: what came too early is put off. */
    private void due(ConnectionToken token) {
        Instant now = clock.instant();
        if (told && token.isOver(now)) {
            over.accept(token);
            return;
        }
        if (!told && !now.isBefore(toBeTold(token))) {
            told = true;
            long left = Math.max(0, Duration.between(now, token.expiresAt()).toSeconds());
            client.accept(new ServerFrame.TokenExpiring(token.expiresAt().getEpochSecond(), left));
        }
        schedule(token);
    }

    /** Watches nothing any more. */
    void end() {
        watched = null;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
